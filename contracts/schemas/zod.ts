import { extendZodWithOpenApi } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';

// Schemas call `.openapi` while their modules load, so every schema file takes its `z` from here.
extendZodWithOpenApi(z);

export { z };
