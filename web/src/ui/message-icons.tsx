// Icons of what can be done with a message.
import { icon } from './icons';

export const ReplyIcon = icon('M10 6l-6 6 6 6M4 12h9a7 7 0 0 1 7 7');
export const EditIcon = icon('M4 20l1-5L16 4l4 4L9 19zM14 6l4 4');
export const TrashIcon = icon('M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5');
export const SmileIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5c1.8 2.3 5.2 2.3 7 0M9 9.5v.5M15 9.5v.5');
export const MoreIcon = icon('M4.6 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.4 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M18.2 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0');
export const UpIcon = icon('M12 19V5M6 11l6-6 6 6');
export const ClockIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2');
