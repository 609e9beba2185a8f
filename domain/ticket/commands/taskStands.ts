import type { Words } from '../../../contracts/words.ts';
import type { Task } from '../state.ts';

/** Why a task takes a command no more: in whose hands it is, or how it ended. */
export function taskStands({ taskId, status, responsible: { staffNo } }: Task): Words {
  switch (status) {
    case 'OFFERED':
      return {
        zh: `${taskId} 已派给 ${staffNo}，尚未接手。`,
        en: `${taskId} is offered to ${staffNo} and not taken yet.`,
      };
    case 'ACCEPTED':
      return { zh: `${taskId} 已由 ${staffNo} 接手。`, en: `${taskId} is with ${staffNo}.` };
    case 'REFUSED':
      return {
        zh: `${taskId} 已被 ${staffNo} 退回，待主管重新安排。`,
        en: `${taskId} was given back by ${staffNo}: a supervisor plans it anew.`,
      };
    case 'DONE':
      return { zh: `${taskId} 已由 ${staffNo} 完成。`, en: `${taskId} was completed by ${staffNo}.` };
    case 'CANCELLED':
      return { zh: `${taskId} 已取消。`, en: `${taskId} was cancelled.` };
  }
}
