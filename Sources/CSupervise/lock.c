// Advisory locks on whole files, held by an open descriptor and dropped with it by the kernel.

#include "CSupervise.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

static int lock(int fd, int operation) {
  int result;
  do {
    result = flock(fd, operation | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  return result;
}

int pawl_lock_try(const char *path) {
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) {
    return -1;
  }
  // Somebody who only asks whether it is held holds it for some microseconds: try for 50 ms.
  for (int attempt = 0; lock(fd, LOCK_EX) != 0; attempt++) {
    int error = errno;
    if (error != EWOULDBLOCK || attempt == 10) {
      close(fd);
      errno = error;
      return -1;
    }
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
  }
  return fd;
}

int pawl_lock_is_held(const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return errno == ENOENT ? 0 : -1;
  }
  // Shared, so that two who ask at once do not take each other for the holder.
  int result = lock(fd, LOCK_SH) == 0 ? 0 : errno == EWOULDBLOCK ? 1 : -1;
  int error = errno;
  close(fd);
  errno = error;
  return result;
}
