export { endpoints, type ApiCalls, type Endpoint } from './api-calls.ts';
export {
  createApiClient,
  type ApiClient,
  type ApiClientOptions,
  type ApiRequest,
  type ApiResponse,
} from './api-client.ts';
export type { ApiResult, Call, CallOptions } from './call.ts';
