import { onContent } from './dom';
import { leaveTheFormBehind, orderErrorSummaries } from './errors';
import { guardForms } from './forms';
import { connectHtmx } from './htmx';
import { keepChoices } from './lists';
import { offerMentions } from './mentions';
import { followOutcomes } from './outcomes';
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
followOutcomes();
offerMentions();
onContent(root => {
  checkFiles(root);
  keepChoices(root);
  offerPasskeys(root);
  orderErrorSummaries(root);
});
