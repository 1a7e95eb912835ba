#include "internal.h"

#include <sched.h>
#include <stdio.h>

int pawl_cores(int *cores, int capacity) {
    cpu_set_t set;
    int count = 0;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 0;
    for (int core = 0; core < CPU_SETSIZE && count < capacity; core++) {
        if (CPU_ISSET(core, &set)) cores[count++] = core;
    }
    return count;
}

void pawl_line_buffered_output(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
}
