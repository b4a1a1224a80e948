/**
 * What guessers try first: a short list of our own from what is publicly known to be common, in English and pinyin.
 *
 * It is a few hundred words, not a breach corpus. Words are compared after digits and signs are taken off, so that
 * `Password2026!` is found by `password`. An instance that wants more puts a longer list in front of it.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
    aaaaaa abcabc abcdef access admin adminadmin administrator aini aiwo alibaba alipay amanda andrew apple april arsenal
    asdasd asdfgh asdfghjkl ashley august autumn baidu baobei baomi barcelona baseball batman beijing buster buzhidao
    caonima changeme charlie cheese chelsea chengdu chongqing company computer correcthorsebatterystaple corvette danwei
    dashabi database december default demo dididi dragon facebook february ferrari flower football forever fortnite
    freedom friday george ginger gongsi google guangzhou guanliyuan guest hannah haohao harley hello hockey huawei hunter
    iloveyou iloveyoubaby iloveyouso internet january jennifer jessica jiangbei jianguan jimi jordan juemi july june
    killer lakers letmein letmeinnow linux lisi liverpool login lovelove lovely loveyou manager march master mercedes
    michael mima mimamima minecraft monday monkey mustang mypassword mysql naruto newpassword nihao nimade november
    october office oldpassword opensesame oracle passport passw0rd password passwordpassword pepper pokemon porsche
    postgres princess qazwsx qazwsxedc qweasd qweasdzxc qweqwe qwerty qwertyuiop ranger root rootroot samsung saturday
    secret september server service shadow shanghai shangyemimi shenzhen shichangju shimi shoumi sichuan soccer spring
    starwars summer sunday sunshine superman support system tamade taobao temp temporary tencent test tester testing
    testtest thursday trustno tuesday ubuntu user wangwu wechat wednesday weixin welcome welcomewelcome whatever windows
    winter woaini woaiwojia wodemima xiaomi xiaoming xiexie yankees yonghu zhangsan zhaoliu zhengfu zhongguo zxcvbn
    zxcvbnm zxczxc 1234567890 0123456789 12345678910 123456789a a123456789 1234567891 1122334455 5201314520 1314520520
    0987654321 9876543210 1111111111 0000000000 1231231234 147258369 1472583690 159357456 123123123 123321123 qwer123456
    abc1234567 a1b2c3d4e5 1q2w3e4r5t 1qaz2wsx3edc q1w2e3r4t5 zaq12wsx woaini1314 woaini520 5201314abc abcd123456
    asd123456789 aa123456789 admin123456 password123 passw0rd123 p@ssw0rd123 qwerty12345 iloveyou123 welcome2026
    welcome2025 jiangbei2026 chongqing123
`
    .trim()
    .split(/\s+/),
)
