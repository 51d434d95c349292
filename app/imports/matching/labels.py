"""Brings labels as published reports print them to one spelling, so that they can be compared.

Blanks, line ends, punctuation, numbering and bracketed notes don't count, nor whether characters are
traditional or full-width.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from typing import Generic, TypeVar

from app.chinese_numerals import NUMBER
from app.values import half_width

_TRADITIONAL = str.maketrans(
    "並來係倉個價儀億償優儲兒內冊凍別則剛創劃劇劉劑動務勝勞勢勵匯區協厲問喪單嚴國圍園圖團執報場壓壞壽夠夾奪奮婦媽孫學實寧審寫寬寶將專尋對導屆屢層屬島嶺師帶幣幫幹幾庫廠廢廣廳張強彈彙後徑從復徵恆悅惡惱愛態慣"
    "慶憑憲應懷戰戲戶拋掃掛採揚換損搶擁擇擊擔據擬擴擾攜攝敗敘敵數斷於昇時暫曆曉書會東條棄楊業榮構樓標樣橋機檔檢權歐歡歲歷歸殘殺殼毀氣決沒況洩淨淺減測湯準溝溫滅滿漁漢漲潔潤澤濟濱灣災為無煙熱燈營爐爭爾牆狀獎"
    "獨獲獻現環產畝畢畫異當療癥發盜盡監盤眾睏睜碼礎礙祿禮稅種稱穀積穩窮竄競筆箇節範築簡簽籌籤糧糾紀約紅紋納純紙級細終組結絕給統經綜綠維網緊緒線締編緩練縣縱總績織繪繳繼續纔纖罰罷羅義習聖聞聯聲職聽肅脅脈腦臨"
    "臺與興舉舊艦藝藥蘇處號虧蟲術衛補裝製複襲見規視覺覽觀訂計訊討訓記訟訪設許訴評詞詢試詩話該詳誌認誠誤說誰課調談請諒論諸諾謀講謝證識譯議護譽讀變讓豐貝財貢貧貨販貪貫貸費賀資賓賞賠賢質賬賴購贈贊趕趙跡踐車軌"
    "軍軟軸較載輔輕輛輪輯輸轄轉辦辭農這連進運過達違遞遠適選遺還邊郵鄉鄧鄭鄰醫釋釐針鈔鋼錄錢鎖鎮鏡鐘鐵鑑鑒長門閉開間閣閩閱闊關闡陰陳陸陽隊階隨險隱隸雙雜離難雲電霧靈靜韓響頁頂項順須預頒頓頗領頭頻題額顏願類顧"
    "顯風飛飯飲養餘館馬馮駐駕騙驅驗體鬥魚魯鮮鳥麥黃點黨齊齡龍",
    "并来系仓个价仪亿偿优储儿内册冻别则刚创划剧刘剂动务胜劳势励汇区协厉问丧单严国围园图团执报场压坏寿够夹夺奋妇妈孙学实宁审写宽宝将专寻对导届屡层属岛岭师带币帮干几库厂废广厅张强弹汇后径从复征恒悦恶恼爱态惯"
    "庆凭宪应怀战戏户抛扫挂采扬换损抢拥择击担据拟扩扰携摄败叙敌数断于升时暂历晓书会东条弃杨业荣构楼标样桥机档检权欧欢岁历归残杀壳毁气决没况泄净浅减测汤准沟温灭满渔汉涨洁润泽济滨湾灾为无烟热灯营炉争尔墙状奖"
    "独获献现环产亩毕画异当疗症发盗尽监盘众困睁码础碍禄礼税种称谷积稳穷窜竞笔个节范筑简签筹签粮纠纪约红纹纳纯纸级细终组结绝给统经综绿维网紧绪线缔编缓练县纵总绩织绘缴继续才纤罚罢罗义习圣闻联声职听肃胁脉脑临"
    "台与兴举旧舰艺药苏处号亏虫术卫补装制复袭见规视觉览观订计讯讨训记讼访设许诉评词询试诗话该详志认诚误说谁课调谈请谅论诸诺谋讲谢证识译议护誉读变让丰贝财贡贫货贩贪贯贷费贺资宾赏赔贤质账赖购赠赞赶赵迹践车轨"
    "军软轴较载辅轻辆轮辑输辖转办辞农这连进运过达违递远适选遗还边邮乡邓郑邻医释厘针钞钢录钱锁镇镜钟铁鉴鉴长门闭开间阁闽阅阔关阐阴陈陆阳队阶随险隐隶双杂离难云电雾灵静韩响页顶项顺须预颁顿颇领头频题额颜愿类顾"
    "显风飞饭饮养余馆马冯驻驾骗驱验体斗鱼鲁鲜鸟麦黄点党齐龄龙",
)
_NUMBERING = re.compile(
    rf"\((?:{NUMBER}|[0-9]{{1,2}})\)[、.]?|{NUMBER}[、.,:]|[0-9]{{1,2}}[、.,)](?![0-9])|[①-⑳]|[1-9](?=[\u4e00-\u9fff])"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST_LABEL = 200
_PREFIX = 6
_FUZZY = 0.85
_FUZZY_LENGTH = 6
_MOST_MATCHES = 4096


def squeeze(text: str) -> str:
    """Return *text* without any blanks, half-width, in simplified characters."""
    return _squeezed(text) if len(text) <= _LONGEST_LABEL else _squeeze(text)


def _squeeze(text: str) -> str:
    return "".join(half_width(text).split()).translate(_TRADITIONAL)


_squeezed = lru_cache(maxsize=8192)(_squeeze)


@lru_cache(maxsize=4096)
def spellings(text: str) -> tuple[str, ...]:
    """Return the spellings to compare a label by, the most exact first; none for what can't be a label."""
    plain = squeeze(text)
    if not plain or len(plain) > _LONGEST_LABEL:
        return ()
    bare = _NUMBERING.sub("", plain, count=1) if _NUMBERING.match(plain) else plain
    noteless = _BRACKETS.sub("", bare)
    known: dict[str, None] = {}
    for spelling in (plain, bare, noteless):
        word = _NOT_WORD.sub("", spelling)
        if word:
            known[word] = None
    return tuple(known)


def main_spelling(text: str) -> str:
    """Return a label without numbering and notes, empty when nothing is left."""
    known = spellings(text)
    return known[-1] if known else ""


Item = TypeVar("Item")


@dataclass(frozen=True)
class Match(Generic[Item]):
    """A label recognised; *partial* when the source printed only a beginning of it."""

    item: Item
    partial: bool = False


class Vocabulary(Generic[Item]):
    """A dictionary of items by their labels. A label that could mean two items means neither."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], Item]]) -> None:
        self._exact: dict[str, Item | None] = {}
        for labels, item in entries:
            for label in labels:
                for spelling in spellings(label):
                    known = self._exact.setdefault(spelling, item)
                    if known != item:
                        self._exact[spelling] = None
        self._holding: dict[str, list[str]] = {}
        self._matches: dict[str, Match[Item] | None] = {}
        for known_label, kept in self._exact.items():
            for character in set(known_label) if kept is not None else ():
                self._holding.setdefault(character, []).append(known_label)

    def exact(self, text: str) -> Item | None:
        """Return the item whose label *text* is."""
        for spelling in spellings(text):
            if (item := self._exact.get(spelling)) is not None:
                return item
        return None

    def begins(self, text: str, least: int = 2) -> bool:
        """Whether *text*, of *least* characters, is the beginning of some label."""
        word = main_spelling(text)
        return len(word) >= least and any(known.startswith(word) for known in self._exact)

    def match(self, text: str) -> Match[Item] | None:
        """Return the item whose label *text* is, begins or resembles; ``None`` when in doubt."""
        if (item := self.exact(text)) is not None:
            return Match(item)
        word = main_spelling(text)
        # A label of two items means neither, and none that resembles it.
        if len(word) < _PREFIX or word in self._exact:
            return None
        if word not in self._matches:
            if len(self._matches) >= _MOST_MATCHES:
                self._matches.clear()
            self._matches[word] = self._resembling(word)
        return self._matches[word]

    def _resembling(self, word: str) -> Match[Item] | None:
        started = {id(item): item for known, item in self._exact.items() if item and known.startswith(word)}
        if len(started) == 1:
            return Match(next(iter(started.values())), partial=True)
        return self._similar(word)

    def _similar(self, word: str) -> Match[Item] | None:
        found: dict[int, Item] = {}
        for known in self._sharing(word):
            item = self._exact[known]
            if item is None or min(len(known), len(word)) < _FUZZY_LENGTH:
                continue
            if SequenceMatcher(None, known, word, autojunk=False).ratio() >= _FUZZY:
                found[id(item)] = item
        return Match(next(iter(found.values()))) if len(found) == 1 else None

    def _sharing(self, word: str) -> Iterator[str]:
        """Yield the labels that share so many characters with *word* that they may resemble it."""
        characters = set(word)
        shared = Counter(chain.from_iterable(self._holding.get(character, ()) for character in characters))
        repeated = len(word) - len(characters)
        for known, count in shared.items():
            if 2 * (count + repeated) >= _FUZZY * (len(known) + len(word)):
                yield known
