/** Where the Temporal UI shows our namespace; null: it is shown nowhere. */
export function temporalHome(uiUrl: string | null, namespace: string): string | null {
  return uiUrl === null ? null : `${uiUrl.replace(/\/+$/, '')}/namespaces/${encodeURIComponent(namespace)}`;
}

/** Where one workflow is shown, or all of them; null where none is. */
export function temporalLink(home: string | null, workflowId?: string): string | null {
  const all = home === null ? null : `${home}/workflows`;
  return all === null || workflowId === undefined ? all : `${all}/${encodeURIComponent(workflowId)}`;
}
