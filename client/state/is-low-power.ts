/** Whether this screen was found too weak for all that it could show: screen/low-power.ts measures that and writes it down. */
export const isLowPower = (): boolean => document.documentElement.dataset['calm'] !== undefined;
