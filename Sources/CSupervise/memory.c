#include "internal.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

static int forget(struct dl_phdr_info *object, size_t size, void *page) {
    (void)size;
    const uintptr_t mask = ~(*(const uintptr_t *)page - 1);
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        // What was ever writable may differ from the file, and the kernel would read the file again.
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0) continue;
        uintptr_t start = (object->dlpi_addr + part->p_vaddr) & mask;
        uintptr_t end = (object->dlpi_addr + part->p_vaddr + part->p_memsz) & mask;
        if (end > start) madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 0;
}

void pawl_memory_begin(void) {
    // Without a word glibc maps ever larger blocks into the heap, where what was freed stays.
    mallopt(M_MMAP_THRESHOLD, 2 << 20);
    mallopt(M_ARENA_MAX, 1);
}

void pawl_memory_spare(void) {
    if (mallinfo2().fordblks > 1 << 20) malloc_trim(0);
}

void pawl_memory_trim(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    malloc_trim(0);
    dl_iterate_phdr(forget, &page);
}
