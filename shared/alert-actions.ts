// What people did about an alert, as a few words that both languages have and that can be counted.
export const alertActions = ['called', 'second-desk', 'extended', 'technicians', 'nothing'] as const;
export type AlertAction = (typeof alertActions)[number];
/** Characters of a free text beside it. */
export const REMARK_MOST = 60;
