import type { ClockSetting, Ladder } from '../setting.ts';

/** A setting as it comes from outside: who is told is not yet known to be somebody. */
export interface SettingShape extends Omit<ClockSetting, 'told'> {
  readonly told: { readonly [Step in keyof Ladder]: readonly string[] };
}

/** A policy as it comes from outside: its clocks, departments and people are not yet known to exist. */
export interface PolicyShape {
  readonly clocks: Readonly<Record<string, SettingShape | undefined>>;
  readonly profiles: Readonly<Record<string, Readonly<Record<string, Partial<SettingShape> | undefined>>>>;
  readonly profile: string | null;
  readonly internal: Readonly<Record<string, Partial<SettingShape> | undefined>>;
}
