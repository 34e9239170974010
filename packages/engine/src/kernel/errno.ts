/**
 * Error numbers of Linux (include/uapi/asm-generic/errno*.h) and their texts as glibc and musl print them.
 * A syscall that fails returns the negative number, as the kernel does.
 */
export const EPERM = -1;
export const ENOENT = -2;
export const ESRCH = -3;
export const EINTR = -4;
export const EIO = -5;
export const ENXIO = -6;
export const E2BIG = -7;
export const ENOEXEC = -8;
export const EBADF = -9;
export const ECHILD = -10;
/** Also what a call that would block returns; the program then waits and tries again. */
export const EAGAIN = -11;
export const ENOMEM = -12;
export const EACCES = -13;
export const ENOTBLK = -15;
export const EBUSY = -16;
export const EEXIST = -17;
export const EXDEV = -18;
export const ENODEV = -19;
export const ENOTDIR = -20;
export const EISDIR = -21;
export const EINVAL = -22;
export const ENFILE = -23;
export const EMFILE = -24;
export const ENOTTY = -25;
export const ETXTBSY = -26;
export const EFBIG = -27;
export const ENOSPC = -28;
export const ESPIPE = -29;
export const EROFS = -30;
export const EMLINK = -31;
export const EPIPE = -32;
export const ERANGE = -34;
export const ENAMETOOLONG = -36;
export const ENOSYS = -38;
export const ENOTEMPTY = -39;
export const ELOOP = -40;
export const ENODATA = -61;
export const EOVERFLOW = -75;
export const ENOTSOCK = -88;
export const EDESTADDRREQ = -89;
export const EMSGSIZE = -90;
export const EPROTONOSUPPORT = -93;
export const EOPNOTSUPP = -95;
export const EAFNOSUPPORT = -97;
export const EADDRINUSE = -98;
export const EADDRNOTAVAIL = -99;
export const ENETUNREACH = -101;
export const ECONNRESET = -104;
export const EISCONN = -106;
export const ENOTCONN = -107;
export const ETIMEDOUT = -110;
export const ECONNREFUSED = -111;
export const EHOSTUNREACH = -113;
export const EALREADY = -114;
export const EINPROGRESS = -115;
export const EDQUOT = -122;

/** A negative error number. */
export type Errno = number;

const TEXT: ReadonlyMap<Errno, string> = new Map([
  [EPERM, 'Operation not permitted'],
  [ENOENT, 'No such file or directory'],
  [ESRCH, 'No such process'],
  [EINTR, 'Interrupted system call'],
  [EIO, 'Input/output error'],
  [ENXIO, 'No such device or address'],
  [E2BIG, 'Argument list too long'],
  [ENOEXEC, 'Exec format error'],
  [EBADF, 'Bad file descriptor'],
  [ECHILD, 'No child processes'],
  [EAGAIN, 'Resource temporarily unavailable'],
  [ENOMEM, 'Cannot allocate memory'],
  [EACCES, 'Permission denied'],
  [ENOTBLK, 'Block device required'],
  [EBUSY, 'Device or resource busy'],
  [EEXIST, 'File exists'],
  [EXDEV, 'Invalid cross-device link'],
  [ENODEV, 'No such device'],
  [ENOTDIR, 'Not a directory'],
  [EISDIR, 'Is a directory'],
  [EINVAL, 'Invalid argument'],
  [ENFILE, 'Too many open files in system'],
  [EMFILE, 'Too many open files'],
  [ENOTTY, 'Inappropriate ioctl for device'],
  [ETXTBSY, 'Text file busy'],
  [EFBIG, 'File too large'],
  [ENOSPC, 'No space left on device'],
  [ESPIPE, 'Illegal seek'],
  [EROFS, 'Read-only file system'],
  [EMLINK, 'Too many links'],
  [EPIPE, 'Broken pipe'],
  [ERANGE, 'Numerical result out of range'],
  [ENAMETOOLONG, 'File name too long'],
  [ENOSYS, 'Function not implemented'],
  [ENOTEMPTY, 'Directory not empty'],
  [ELOOP, 'Too many levels of symbolic links'],
  [ENODATA, 'No data available'],
  [EOVERFLOW, 'Value too large for defined data type'],
  [ENOTSOCK, 'Socket operation on non-socket'],
  [EDESTADDRREQ, 'Destination address required'],
  [EMSGSIZE, 'Message too long'],
  [EPROTONOSUPPORT, 'Protocol not supported'],
  [EOPNOTSUPP, 'Operation not supported'],
  [EAFNOSUPPORT, 'Address family not supported by protocol'],
  [EADDRINUSE, 'Address already in use'],
  [EADDRNOTAVAIL, 'Cannot assign requested address'],
  [ENETUNREACH, 'Network is unreachable'],
  [ECONNRESET, 'Connection reset by peer'],
  [EISCONN, 'Transport endpoint is already connected'],
  [ENOTCONN, 'Transport endpoint is not connected'],
  [ETIMEDOUT, 'Connection timed out'],
  [ECONNREFUSED, 'Connection refused'],
  [EHOSTUNREACH, 'No route to host'],
  [EALREADY, 'Operation already in progress'],
  [EINPROGRESS, 'Operation now in progress'],
  [EDQUOT, 'Disk quota exceeded'],
]);

/** glibc's strerror(3). */
export function strerror(errno: Errno): string {
  return TEXT.get(errno) ?? `Unknown error ${-errno}`;
}

/** musl's strerror(3), which alpine and busybox print; it differs from glibc in a few texts. */
export function strerrorMusl(errno: Errno): string {
  switch (errno) {
    case EACCES:
      return 'Permission denied';
    case ENOMEM:
      return 'Out of memory';
    case EIO:
      return 'I/O error';
    case EBUSY:
      return 'Resource busy';
    case EXDEV:
      return 'Cross-device link';
    case ENFILE:
      return 'Too many open files in system';
    case EMFILE:
      return 'No file descriptors available';
    case ENOTTY:
      return 'Not a tty';
    case EADDRINUSE:
      return 'Address in use';
    case EADDRNOTAVAIL:
      return 'Address not available';
    case ENETUNREACH:
      return 'Network unreachable';
    case ETIMEDOUT:
      return 'Operation timed out';
    case EHOSTUNREACH:
      return 'Host is unreachable';
    case ENAMETOOLONG:
      return 'Filename too long';
    case ELOOP:
      return 'Symbolic link loop';
    case ERANGE:
      return 'Result not representable';
    case EOPNOTSUPP:
      return 'Not supported';
    case ENOTSOCK:
      return 'Not a socket';
    case EISCONN:
      return 'Socket is connected';
    case ENOTCONN:
      return 'Socket not connected';
    case ESPIPE:
      return 'Invalid seek';
    case ESRCH:
      return 'No such process';
    case ECHILD:
      return 'No child process';
    case EBADF:
      return 'Bad file descriptor';
    case ENOEXEC:
      return 'Exec format error';
    default:
      return strerror(errno);
  }
}
