"""What stands beside a name in an alias or on a chain line: sector, committee, title, place."""

import re

SECTORS = (
    "社会福利和社会保障 社会福利 对外友好 新闻出版 港澳台侨 九三学社 少数民族 中共 民革 民盟 民建 民进 "
    "农工党 农工 致公党 致公 九三 台盟 "
    "无党派 共青团 工会 妇联 青联 工商联 科协 台联 侨联 文艺 科技 社科 经济 农业 教育 体育 医卫 宗教 "
    "特邀 港澳 政协 统战 提案委 经济委 "
    "农业农村委 人资环委 教科卫体委 社法委 民宗委 港澳台侨外委 文史学习委 委员联络委"
).split()
TITLES = (
    "副主席 主席 副主任 主任 秘书长 常委 委员 老师 教授 医生 医师 大夫 律师 法师 护士长 护士 院长 校长 "
    "园长 书记 总经理 经理 董事长 理事长 "
    "会长 局长 科长 处长 部长 县长 区长 市长 镇长 乡长 村长 社长 厂长 站长 所长 行长 馆长 台长 主委 "
    "组长 群主 领读 博士 师傅 同志 先生 女士 "
    "总"
).split()
# Somebody of that person, not that person.
OTHERS = (
    "妈妈 爸爸 母亲 父亲 爱人 家属 家人 家长 妻子 丈夫 夫人 太太 老公 老婆 儿子 女儿 秘书 助理 司机 "
    "同事 徒弟 学生 团队 工作室 粉丝 的".split()
)
_PLACE_END = (
    "街道|镇|乡|村|屯|社区|县|区|市|圩|组|界|界别|委|局|院|校|厂|公司|中学|小学|大学|学校|医院|商会|"
    "协会|支部|联络站|联络室"
)
PLACE = re.compile(rf"[一-鿿]{{1,8}}?(?:{_PLACE_END})")
BEFORE = re.compile(
    rf"(?:{_PLACE_END}|会|联|盟|党|社|部|站|室|馆|场|{'|'.join(SECTORS)}|{'|'.join(TITLES)})(?:界|界别|组)?$"
)


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


SECTOR = re.compile(rf"(?:{_any_of(SECTORS).pattern})(?:界别|界|组)?")
TITLE = re.compile(rf"(?:{_any_of(TITLES).pattern})(?![共计数是体的])")
OTHER = re.compile(_any_of(OTHERS).pattern)
