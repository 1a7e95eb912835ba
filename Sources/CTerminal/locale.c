#include "pawl_term.h"

#include <langinfo.h>
#include <locale.h>
#include <strings.h>

static bool utf8_now(void) {
  const char *codeset = nl_langinfo(CODESET);
  return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0;
}

bool pawl_term_set_locale(bool assume_utf8) {
  static const char *const substitutes[] = {"C.UTF-8", "en_US.UTF-8", "UTF-8"};
  setlocale(LC_ALL, "");
  // A decimal comma in a metric would be read back wrongly by whatever parses it.
  setlocale(LC_NUMERIC, "C");
  if (assume_utf8) {
    for (size_t i = 0; i < sizeof substitutes / sizeof *substitutes && !utf8_now(); i++) {
      setlocale(LC_CTYPE, substitutes[i]);
    }
  }
  return utf8_now();
}

const char *pawl_term_locale(void) {
  const char *name = setlocale(LC_CTYPE, NULL);
  return name == NULL ? "" : name;
}
