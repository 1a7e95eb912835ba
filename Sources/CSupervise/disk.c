// What a job has on disk.

#include "internal.h"

#include <fts.h>
#include <stddef.h>
#include <sys/stat.h>

int64_t pawl_disk_used(const struct pawl_job *job) {
  char *folders[PAWL_COUNTED + 1] = {NULL};
  for (int next = 0; next < PAWL_COUNTED && job->counted[next] != NULL; next++) {
    folders[next] = (char *)(uintptr_t)job->counted[next];
  }
  if (folders[0] == NULL) {
    return 0;
  }
  // No change of folder: this process was given its own.
  FTS *tree = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
  if (tree == NULL) {
    return 0;
  }
  int64_t used = 0;
  for (FTSENT *entry; (entry = fts_read(tree)) != NULL;) {
    // A folder is met twice, before and after what is in it.
    if (entry->fts_info != FTS_DP && entry->fts_info != FTS_NS && entry->fts_statp != NULL) {
      used += (int64_t)entry->fts_statp->st_blocks * 512;
    }
  }
  fts_close(tree);
  return used;
}
