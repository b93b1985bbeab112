/** An option as a command declares it, and as its help shows it. */
export interface OptionSpec {
  type: 'string' | 'boolean';
  short?: string;
  /** May be given several times. */
  multiple?: true;
  /** What stands for its value in the help, such as `URL`. */
  value?: string;
  help: string;
}
