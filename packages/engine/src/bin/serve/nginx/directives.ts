/** The directives of nginx: where each may stand, and how many arguments it takes (ngx_command_t tables of the modules). */

/** Contexts: m main, e events, h http, s server, l location, i `if`, u upstream, t types, p map. */
export type Context = 'm' | 'e' | 'h' | 's' | 'l' | 'i' | 'u' | 't' | 'p';

export interface DirectiveRule {
  readonly contexts: string;
  readonly min: number;
  /** -1: any number. */
  readonly max: number;
  readonly block: boolean;
  readonly flag: boolean;
  /** Real, but not simulated. */
  readonly refused: boolean;
}

/**
 * `name contexts min max` with marks: `{` a block, `?` on or off. Directives after the bar tune speed only; nothing that
 * can be observed in the simulation depends on them.
 */
const TABLE = `
daemon m 1 1 ?|master_process m 1 1 ?|pid m 1 1|user m 1 2|worker_processes m 1 1|error_log mhsl 1 -1|env m 1 1|include mehslutp 1 1
events m 0 0 {|worker_connections e 1 1|use e 1 1|multi_accept e 1 1 ?|accept_mutex e 1 1 ?|worker_rlimit_nofile m 1 1|worker_shutdown_timeout m 1 1
http m 0 0 {|server h 0 0 {|location sl 1 2 {|upstream h 1 1 {|types hsl 0 0 {|map h 2 2 {|if sl 1 -1 {|limit_except l 1 -1 {
listen s 1 -1|server_name s 1 -1|root hsli 1 1|alias l 1 1|index hsl 1 -1|try_files sl 2 -1|autoindex hsl 1 1 ?|default_type hsl 1 1
return sli 1 2|rewrite sli 2 3|set sli 2 2|break sli 0 0|internal l 0 0|error_page hsli 2 -1|add_header hsli 2 3|expires hsli 1 2
access_log hsli 1 -1|log_format h 2 -1|keepalive_timeout hsl 1 2|keepalive_requests hsl 1 1|client_max_body_size hsl 1 1
server_tokens hsl 1 1|absolute_redirect hsl 1 1 ?|port_in_redirect hsl 1 1 ?|server_name_in_redirect hsl 1 1 ?|etag hsl 1 1 ?
proxy_pass li 1 1|proxy_set_header hsl 2 2|proxy_http_version hsl 1 1|proxy_hide_header hsl 1 1|proxy_connect_timeout hsl 1 1
proxy_read_timeout hsl 1 1|proxy_send_timeout hsl 1 1|proxy_redirect hsl 1 2|proxy_next_upstream hsl 1 -1|proxy_intercept_errors hsl 1 1 ?
allow hsl 1 1|deny hsl 1 1|stub_status sl 0 1|recursive_error_pages hsl 1 1 ?|log_not_found hsl 1 1 ?|charset hsli 1 1|satisfy hsl 1 1
keepalive u 1 1|least_conn u 0 0|zone u 1 2|client_body_timeout hsl 1 1|client_header_timeout hs 1 1|send_timeout hsl 1 1
sendfile hsli 1 1 ?|tcp_nopush hsl 1 1 ?|tcp_nodelay hsl 1 1 ?|gzip hsli 1 1 ?|gzip_types hsl 1 -1|gzip_vary hsl 1 1 ?|gzip_proxied hsl 1 -1
gzip_comp_level hsl 1 1|gzip_min_length hsl 1 1|gzip_disable hsl 1 -1|gzip_buffers hsl 2 2|gzip_http_version hsl 1 1|gzip_static hsl 1 1
types_hash_max_size hsl 1 1|types_hash_bucket_size hsl 1 1|server_names_hash_bucket_size h 1 1|server_names_hash_max_size h 1 1
client_body_buffer_size hsl 1 1|client_header_buffer_size hs 1 1|large_client_header_buffers hs 2 2|output_buffers hsl 2 2
proxy_buffering hsl 1 1 ?|proxy_buffers hsl 2 2|proxy_buffer_size hsl 1 1|proxy_busy_buffers_size hsl 1 1|proxy_request_buffering hsl 1 1 ?
proxy_max_temp_file_size hsl 1 1|open_file_cache hsl 1 2|open_file_cache_valid hsl 1 1|open_file_cache_min_uses hsl 1 1
open_file_cache_errors hsl 1 1 ?|reset_timedout_connection hsl 1 1 ?|variables_hash_max_size h 1 1|variables_hash_bucket_size h 1 1
map_hash_bucket_size h 1 1|map_hash_max_size h 1 1|resolver hsl 1 -1|resolver_timeout hsl 1 1|timer_resolution m 1 1|worker_priority m 1 1
worker_cpu_affinity m 1 -1|pcre_jit m 1 1 ?|thread_pool m 2 3|aio hsl 1 1|directio hsl 1 1|merge_slashes hs 1 1 ?|lingering_close hsl 1 1|lingering_time hsl 1 1
lingering_timeout hsl 1 1|keepalive_disable hsl 1 -1|if_modified_since hsl 1 1|ignore_invalid_headers hs 1 1 ?|underscores_in_headers hs 1 1 ?
autoindex_exact_size hsl 1 1 ?|autoindex_localtime hsl 1 1 ?|http2 hs 1 1 ?|proxy_socket_keepalive hsl 1 1 ?|proxy_ignore_client_abort hsl 1 1 ?|postpone_output hsl 1 1
`;

/** Real directives that are refused by name. */
const REFUSED = `load_module stream mail ssl_certificate ssl_certificate_key ssl_protocols ssl_ciphers ssl_session_cache ssl_session_timeout
ssl_prefer_server_ciphers ssl_session_tickets ssl_dhparam ssl_stapling ssl_trusted_certificate ssl_client_certificate ssl_verify_client fastcgi_pass fastcgi_param
fastcgi_index fastcgi_split_path_info uwsgi_pass scgi_pass grpc_pass memcached_pass perl js_import js_content auth_basic auth_basic_user_file auth_request
limit_req limit_req_zone limit_conn limit_conn_zone limit_rate limit_rate_after proxy_cache proxy_cache_path proxy_cache_key proxy_cache_valid proxy_store
proxy_ssl_verify proxy_bind proxy_cookie_path proxy_cookie_domain proxy_pass_header proxy_pass_request_headers proxy_pass_request_body proxy_method proxy_set_body geo split_clients sub_filter sub_filter_once
addition_types add_before_body add_after_body add_trailer dav_methods create_full_put_path mp4 flv image_filter xslt_stylesheet secure_link secure_link_md5
real_ip_header set_real_ip_from random_index slice mirror userid valid_referers ssi image_filter_buffer ip_hash hash random least_time chunked_transfer_encoding
disable_symlinks debug_connection error_log_memory proxy_headers_hash_max_size proxy_headers_hash_bucket_size http2_push uninitialized_variable_warn quic http3 ssl_engine`;

function build(): ReadonlyMap<string, DirectiveRule> {
  const out = new Map<string, DirectiveRule>();
  for (const entry of TABLE.split(/[|\n]/)) {
    const [name, contexts, min, max, mark] = entry.trim().split(' ');
    if (name === undefined || name === '') continue;
    out.set(name, {
      contexts: contexts as string,
      min: Number(min),
      max: Number(max),
      block: mark === '{',
      flag: mark === '?',
      refused: false,
    });
  }
  for (const name of REFUSED.split(/\s+/))
    out.set(name, { contexts: '', min: 0, max: -1, block: false, flag: false, refused: true });
  return out;
}

/** All known directives by name. */
export const DIRECTIVES: ReadonlyMap<string, DirectiveRule> = build();
