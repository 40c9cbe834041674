# The reference on Windows, by MinGW: what takes the place of the lists for POSIX.
set(system_sources
  src/codec_iconv_none.c
  src/libc_lock_windows.c
  src/default_encoding_windows.c
  src/descriptor_windows.c
  src/errno_windows.c
  src/families_windows.c
  src/hostent_windows.c
  src/interfaces_windows.c
  src/ioctl_windows.c
  src/mutex_windows.c
  src/sendfile_windows.c
  src/share_windows.c
  src/socket_windows.c
  src/unix_name_windows.c
  src/wait_windows.c
  src/winsock_windows.c)
set(system_headers src/windows)
set(system_libraries ws2_32 iphlpapi)
set(system_definitions _WIN32_WINNT=0x0A00 _FILE_OFFSET_BITS=64)
