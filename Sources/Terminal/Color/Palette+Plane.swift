package import Screen

extension Palette {
  /// How a grid's cells stand out from each other without their colors, a row a line.
  ///
  /// `b` is bold, `d` dim, `_` underlined, `B` and `D` both; `r` is reversed, `R` reversed and bold, `=`
  /// reversed and underlined, `#` all three; `.` is plain. Blanks are shown only where reversing or
  /// underlining is seen on them.
  package func plane(of grid: Grid) -> String {
    grid.lines { cell in
      let look = resolve(cell.style)
      if cell.text.isEmpty || cell.text == " ", !look.reverse, !look.underline { return " " }
      return String(look.letter)
    }
  }
}

extension CellLook {
  fileprivate var letter: Character {
    switch (reverse, underline) {
    case (false, false): bold ? "b" : dim ? "d" : "."
    case (false, true): bold ? "B" : dim ? "D" : "_"
    case (true, false): bold ? "R" : "r"
    case (true, true): bold ? "#" : "="
    }
  }
}
