import { onContent } from './dom';
import { leaveTheFormBehind, orderErrorSummaries } from './errors';
import { guardForms } from './forms';
import { connectHtmx } from './htmx';
import { comeBackToTheList } from './lists';
import { offerMentions } from './mentions';
import { followOutcomes } from './outcomes';
import { offerPasskeys } from './passkeys';
import { checkFiles } from './photo';
import { listenForShortcuts } from './shortcuts';

guardForms();
leaveTheFormBehind();
connectHtmx();
listenForShortcuts();
followOutcomes();
offerMentions();
onContent(root => {
  checkFiles(root);
  comeBackToTheList(root);
  offerPasskeys(root);
  orderErrorSummaries(root);
});
