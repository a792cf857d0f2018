/** Figures and moments in the findings of a test, as the language writes them. */
export type StepFigures = {
  count: (value: number) => string;
  /** Of milliseconds, without a sign. */
  seconds: (ms: number) => string;
  moment: (ms: number) => string;
};
