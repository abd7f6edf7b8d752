import { onContent } from './dom';
import { leaveTheFormBehind, orderErrorSummaries } from './errors';
import { guardForms } from './forms';
import { connectHtmx } from './htmx';
import { offerPasskeys } from './passkeys';
import { listenForPalette } from './palette';
import { checkFiles } from './photo';
import { keepRows } from './rows';
import { listenForShortcuts } from './shortcuts';

guardForms();
leaveTheFormBehind();
connectHtmx();
listenForPalette();
listenForShortcuts();
keepRows();
onContent(root => {
  checkFiles(root);
  offerPasskeys(root);
  orderErrorSummaries(root);
});
