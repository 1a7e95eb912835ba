/// What a programming language looks like, as far as its colours need to know.
struct CodeTable: Sendable {
  /// A kind of string.
  struct Quote: Sendable {
    var mark: [UInt8]
    /// Whether it may go on in the next line.
    var isLong: Bool
    var escapes: Bool

    init(_ mark: String, isLong: Bool = false, escapes: Bool = true) {
      self.mark = Array(mark.utf8)
      self.isLong = isLong
      self.escapes = escapes
    }
  }

  var keywords: Set<String>
  /// Words that are values.
  var constants: Set<String>
  /// Keywords whose next word is the name of what they define.
  var definers: Set<String>
  /// Begins a comment that ends with the line.
  var comment: [UInt8]
  /// Whether a comment's mark must stand at the beginning of a word.
  var commentStandsApart = false
  var hasBlockComments = false
  /// The longest marks first.
  var quotes: [Quote]
  /// Letters that may stand before a string's mark.
  var prefixes: Set<UInt8> = []
  var hasDecorators = false
  var hasDirectives = false
  var hasRawStrings = false
  /// Whether `$name` is a variable and `<<END` a document.
  var isShell = false

  /// The table of a language; nil for one that holds data.
  init?(_ language: SyntaxLanguage) {
    switch language {
    case .python: self = CodeTable.python
    case .c: self = CodeTable.c
    case .cpp: self = CodeTable.cpp
    case .cuda: self = CodeTable.cuda
    case .shell: self = CodeTable.shell
    case .yaml, .toml, .json: return nil
    }
  }

  private init(
    keywords: String, constants: String, definers: String, comment: String, quotes: [Quote]
  ) {
    let words = { (text: String) in Set(text.split(separator: " ").map(String.init)) }
    self.keywords = words(keywords)
    self.constants = words(constants)
    self.definers = words(definers)
    self.comment = Array(comment.utf8)
    self.quotes = quotes
  }

  private static let python: CodeTable = {
    var table = CodeTable(
      keywords: """
        and as assert async await break case class continue def del elif else except finally for \
        from global if import in is lambda match nonlocal not or pass raise return try while with \
        yield
        """,
      constants: "True False None NotImplemented Ellipsis", definers: "def class", comment: "#",
      quotes: [
        Quote("\"\"\"", isLong: true), Quote("'''", isLong: true), Quote("\""), Quote("'"),
      ])
    table.prefixes = Set("rRbBfFuUtT".utf8)
    table.hasDecorators = true
    return table
  }()

  private static let cWords = """
    auto break case const continue default do else enum extern for goto if inline register \
    restrict return sizeof static struct switch typedef union volatile while _Atomic _Generic \
    _Noreturn _Static_assert _Thread_local void char short int long float double signed unsigned \
    bool size_t ssize_t int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t
    """

  private static let cppWords =
    cWords + " " + """
      alignas alignof catch class co_await co_return co_yield concept consteval constexpr \
      constinit const_cast decltype delete dynamic_cast explicit export final friend mutable \
      namespace new noexcept operator override private protected public reinterpret_cast requires \
      static_assert static_cast template this thread_local throw try typeid typename using virtual \
      wchar_t char8_t char16_t char32_t
      """

  private static let cudaWords =
    cppWords + " " + """
      __global__ __device__ __host__ __shared__ __constant__ __managed__ __restrict__ \
      __forceinline__ __noinline__ __launch_bounds__ half half2 __half __nv_bfloat16 dim3 float2 \
      float4 int2 int4 threadIdx blockIdx blockDim gridDim warpSize
      """

  private static let c = cFamily(cWords, definers: "struct enum union")
  private static let cpp = cFamily(
    cppWords, definers: "struct enum union class namespace concept")
  private static let cuda = cFamily(
    cudaWords, definers: "struct enum union class namespace concept")

  private static func cFamily(_ keywords: String, definers: String) -> CodeTable {
    var table = CodeTable(
      keywords: keywords, constants: "true false nullptr NULL", definers: definers,
      comment: "//", quotes: [Quote("\""), Quote("'")])
    table.hasBlockComments = true
    table.hasDirectives = true
    table.hasRawStrings = keywords != cWords
    table.prefixes = Set("LuU8".utf8)
    return table
  }

  private static let shell: CodeTable = {
    var table = CodeTable(
      keywords: """
        if then else elif fi for while until do done case esac in function select return break \
        continue exit export local readonly declare set unset shift source trap exec eval
        """,
      constants: "true false", definers: "function", comment: "#",
      quotes: [Quote("\"", isLong: true), Quote("'", isLong: true, escapes: false)])
    table.commentStandsApart = true
    table.isShell = true
    return table
  }()
}
