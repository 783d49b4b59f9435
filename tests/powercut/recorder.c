/* Writes down, in order, what a process does to the files of one directory, and what it sends.
 *
 * LD_PRELOAD it with RECORDED_DIRECTORY and RECORD set. Each entry is a kind, the file's name padded to 32
 * bytes, an offset, a length, and so many bytes if the kind has any. A write or a sync is written down once it
 * has returned, a send before it begins: what was sent is never older than what was safe by then.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 4096
#define NAME 32

static char names[MOST][NAME];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int record = -1;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static void note(char kind, const char *name, uint64_t at, uint64_t length, const void *bytes)
{
	char head[1 + NAME + 8 + 8] = {kind};
	const char *path = getenv("RECORD");
	if (path == NULL)
		return;
	strncpy(head + 1, name, NAME - 1);
	memcpy(head + 1 + NAME, &at, 8);
	memcpy(head + 1 + NAME + 8, &length, 8);
	pthread_mutex_lock(&turn);
	if (record < 0)
		record = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	syscall(SYS_write, record, head, sizeof head);
	if (bytes != NULL)
		syscall(SYS_write, record, bytes, length);
	pthread_mutex_unlock(&turn);
}

static const char *of(int fd) { return fd >= 0 && fd < MOST && names[fd][0] ? names[fd] : NULL; }

static int opened(int fd, const char *path, int flags)
{
	const char *home = getenv("RECORDED_DIRECTORY");
	size_t length = home ? strlen(home) : 0;
	if (fd < 0 || fd >= MOST)
		return fd;
	names[fd][0] = 0;
	if (length && strncmp(path, home, length) == 0 && path[length] == '/') {
		strncpy(names[fd], path + length + 1, NAME - 1);
		if (flags & O_TRUNC)
			note('t', names[fd], 0, 0, NULL);
	}
	return fd;
}

#define OPENS(name)                                                                                          \
	int name(const char *path, int flags, ...)                                                           \
	{                                                                                                    \
		va_list rest;                                                                                \
		va_start(rest, flags);                                                                       \
		mode_t mode = va_arg(rest, mode_t);                                                          \
		va_end(rest);                                                                                \
		int (*next)(const char *, int, ...) = real(#name);                                           \
		return opened(next(path, flags, mode), path, flags);                                         \
	}
OPENS(open)
OPENS(open64)

int close(int fd)
{
	int (*next)(int) = real("close");
	if (fd >= 0 && fd < MOST)
		names[fd][0] = 0;
	return next(fd);
}

static int is_socket(int fd)
{
	struct stat about;
	return fstat(fd, &about) == 0 && S_ISSOCK(about.st_mode);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	ssize_t (*next)(int, const void *, size_t) = real("write");
	if (!of(fd) && is_socket(fd))
		note('m', "", 0, (uint64_t)length, bytes);
	off_t at = of(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
	ssize_t done = next(fd, bytes, length);
	if (of(fd) && done > 0)
		note('w', of(fd), (uint64_t)at, (uint64_t)done, bytes);
	return done;
}

#define WRITES(name, offset)                                                                                 \
	ssize_t name(int fd, const void *bytes, size_t length, offset at)                                    \
	{                                                                                                    \
		ssize_t (*next)(int, const void *, size_t, offset) = real(#name);                            \
		ssize_t done = next(fd, bytes, length, at);                                                  \
		if (of(fd) && done > 0)                                                                      \
			note('w', of(fd), (uint64_t)at, (uint64_t)done, bytes);                              \
		return done;                                                                                 \
	}
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

#define CUTS(name, offset)                                                                                   \
	int name(int fd, offset length)                                                                      \
	{                                                                                                    \
		int (*next)(int, offset) = real(#name);                                                      \
		int done = next(fd, length);                                                                 \
		if (of(fd) && done == 0)                                                                     \
			note('t', of(fd), (uint64_t)length, 0, NULL);                                        \
		return done;                                                                                 \
	}
CUTS(ftruncate, off_t)
CUTS(ftruncate64, off64_t)

#define SYNCS(name)                                                                                          \
	int name(int fd)                                                                                     \
	{                                                                                                    \
		int (*next)(int) = real(#name);                                                              \
		int done = next(fd);                                                                         \
		if (of(fd) && done == 0)                                                                     \
			note('s', of(fd), 0, 0, NULL);                                                       \
		return done;                                                                                 \
	}
SYNCS(fsync)
SYNCS(fdatasync)

int unlink(const char *path)
{
	int (*next)(const char *) = real("unlink");
	const char *home = getenv("RECORDED_DIRECTORY");
	size_t length = home ? strlen(home) : 0;
	int done = next(path);
	if (done == 0 && length && strncmp(path, home, length) == 0 && path[length] == '/')
		note('u', path + length + 1, 0, 0, NULL);
	return done;
}

ssize_t send(int fd, const void *bytes, size_t length, int flags)
{
	ssize_t (*next)(int, const void *, size_t, int) = real("send");
	note('m', "", 0, (uint64_t)length, bytes);
	return next(fd, bytes, length, flags);
}

static void sent(const struct iovec *parts, size_t count)
{
	for (size_t at = 0; at < count; at++)
		note('m', "", 0, (uint64_t)parts[at].iov_len, parts[at].iov_base);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	ssize_t (*next)(int, const struct iovec *, int) = real("writev");
	if (is_socket(fd))
		sent(parts, (size_t)count);
	return next(fd, parts, count);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	ssize_t (*next)(int, const struct msghdr *, int) = real("sendmsg");
	sent(message->msg_iov, message->msg_iovlen);
	return next(fd, message, flags);
}
