"""The page of plain Chinese by which a package is checked where this program no longer is."""

HOWTO_TEXT = """怎样核验这个归档包（不需要本程序）

一、包里有什么
  报告.pdf        报告的版式文件，PDF/A-2a（ISO 19005-2），任何 PDF 阅读软件都能打开、打印。
  报告.ofd        同一报告的版式文件，OFD-A（GB/T 42133、GB/T 33190），任何 OFD 阅读软件都能打开。
  报告.json       报告的全部数据和文字，UTF-8 编码的文本，可用记事本打开。
  元数据.xml      按 DA/T 46-2009 的元素名称著录，UTF-8 编码的文本。
  检查结果.json   归档时核对勾稽关系和文字的结果，UTF-8 编码的文本。
  校验和.txt      以上各文件和本说明的 SHA-256 值，每行一个：值、两个空格、文件名。

二、查明文件有没有改动（完整性）
  1. 用任何解压软件打开归档包（ZIP 格式，没有加密），把全部文件解到一个空文件夹。
  2. 在 Linux、麒麟、统信系统的终端中进入该文件夹，输入：sha256sum -c 校验和.txt
     在 Windows 的命令提示符中，对每个文件输入：certutil -hashfile 文件名 SHA256
     算出的值与校验和.txt 中的一致，文件就没有改动。
  3. 元数据.xml 还记有三个报告文件的 SM3 值（GB/T 32905），可用支持国密算法的工具核对，
     例如：openssl dgst -sm3 报告.ofd

三、查明整个归档包有没有被替换（真实性）
  包内的校验和只能说明包内各文件彼此相符。写出归档包时显示过整个归档包的 SHA-256 值和 SM3 值，
  应当抄存在别处（例如移交登记表上）。请算出归档包文件的值，与抄存的比对。

四、查明版式文件与数据是否一致（可用性）
  打开报告.pdf 和报告.ofd，逐页对照，文字、数字应当相同；再与报告.json 中的数据逐项对照。
  同一版本的“公开年报”程序能由报告.json 重新排出字节完全相同的报告.pdf 和报告.ofd。

五、查明有没有不该有的内容（安全性）
  包内只应有上面列出的七个文件（含本说明）。报告文件中没有脚本、附件和对外部文件的引用。

六、签章
  本程序不签章，也不判断签章的真伪。单位在报告.ofd 上加盖电子印章（GB/T 38540、GM/T 0031）后，文件的校验值
  随之改变：盖章后的文件应另行保存，或者重新计算校验值，原归档包保持不变。
"""

_CHECK_LINE = "  检查结果.json   归档时核对勾稽关系和文字的结果，UTF-8 编码的文本。\n"
_REVIEW_LINE = "  复核记录.json   何人何时把哪些表录入第二遍，结果怎样，UTF-8 编码的文本。\n"


def howto_text(*, reviewed: bool) -> str:
    """Return the page; for a *reviewed* report it also names the record of the review."""
    if not reviewed:
        return HOWTO_TEXT
    return HOWTO_TEXT.replace(_CHECK_LINE, _CHECK_LINE + _REVIEW_LINE).replace("七个文件", "八个文件")
