import { onContent } from './dom';
import { leaveTheFormBehind, orderErrorSummaries } from './errors';
import { guardForms } from './forms';
import { connectHtmx } from './htmx';
import { offerPasskeys } from './passkeys';
import { checkFiles } from './photo';
import { listenForShortcuts } from './shortcuts';

guardForms();
leaveTheFormBehind();
connectHtmx();
listenForShortcuts();
onContent(root => {
  checkFiles(root);
  offerPasskeys(root);
  orderErrorSummaries(root);
});
