/// Who wrote what is committed, in the words git takes.
package struct Author: Equatable, Sendable {
  package var name: String
  package var email: String

  /// From the name of an account; git itself refuses a name without a letter or digit.
  package init(account: String) {
    let name = account.filter { $0.isLetter || $0.isNumber || " ._-".contains($0) }
    let isName = name.contains { $0.isLetter || $0.isNumber }
    self.name = isName ? name : "person"
    let local = account.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    email = (local.isEmpty ? "person" : local) + "@localhost"
  }

  init(name: String, email: String) {
    self.name = name
    self.email = email
  }
}
