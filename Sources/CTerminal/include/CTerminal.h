#ifndef CTERMINAL_H
#define CTERMINAL_H

#include "pawl_child.h"
#include "pawl_pty.h"
#include "pawl_term.h"

#endif
