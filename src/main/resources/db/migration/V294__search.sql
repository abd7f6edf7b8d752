-- Cases are found by whatever somebody has of them: a name in any script, the number, a date of birth, a card. What was stated
-- stays as stated; here stands, beside each case, what a search may begin with. Triggers keep it, so that nothing that writes
-- a name can forget it, and a case is found in the moment in which it is there.

-- One spelling for all that are written alike: width, marks, spaces, capitals, hiragana and katakana, small and large kana,
-- variants of a kanji. Commas and points between names become spaces.
create function search_fold(written text) returns text
    language sql immutable parallel safe
    return upper(translate(regexp_replace(regexp_replace(regexp_replace(normalize(
            regexp_replace(normalize(written, nfkd), '[\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]', '', 'g'), nfkc),
            '[[:space:],;/・、，]+', ' ', 'g'), '(.)[々〻]', '\1\1', 'g'), '[!-.:-@\[-`{-~’‘“”‐-―ー]', '', 'g'),
        'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ'
            'ァィゥェォヵヶッャュョヮヰヱヲヂヅøłđØŁĐ'
            '髙﨑碕嵜邊邉濵濱齋齊斎齎澤廣國圀嶋嶌隝嶹櫻德惠眞瀨瀧龍渕渊桒栁桺𠮷條曾莊將圓榮藏壽豐與萬彌禮靜佛假傳來亞惡壓圍醫爲壹隱營衞驛鹽緣'
            '艷應歐橫奧溫穩畫會懷繪擴覺學嶽樂勸卷寬歡觀關巖顏歸氣龜戲舊據擧峽狹曉勳薰羣徑溪經螢輕繼雞鷄藝缺儉劍釼劔劒圈檢權獻縣險顯驗嚴恆黃鑛'
            '號黑濟册雜參棧蠶贊殘絲齒兒辭濕實舍寫釋收從澁縱處緖敍燒稱證狀乘淨疊繩壤孃讓釀觸寢愼晉盡圖粹醉穗隨樞數聲攝專戰淺潛纖踐錢禪雙壯搜插'
            '爭總聰裝騷增屬續體對帶滯臺擇單擔團彈斷遲晝蟲鑄廳聽鎭遞鐵鐡點轉黨燈當獨讀屆惱腦廢拜賣麥發髮拔祕甁拂竝變辨瓣辯寶沒飜槇每滿默譯藥豫'
            '餘譽搖樣謠賴亂覽兩獵綠壘淚勵靈齡曆歷戀鍊爐勞樓錄灣祿遙堯晄檜藪籠萠凜穰冨槗𣘺舘峯舩埜鄕鄉邨舖薗杦枩柗曻昻郞鷗俱淸靑步敎旣戶頴壷桝'
            '迺逹邇閒靏靍靎餠鬪麴穐龝煕凞曺瑤珎礒祢稻翆聟苅菴蘂蠣裡讚頰顚飮驒鶯竃禱焰瘦礪蠟諫醬靱蟬搔萊蔣繡俠啞囊涉內產彥喆悊躰軆亘埓冝冩凾吳'
            '噐墻娛宻尙弉徧戛敕朖栢梹汙澂熈畊皡盌糓茘莵葊蘓虵褏迯鉃鎻駈鳬鹼龢埀斈羪萻襍輙',
        'アアイイウウエエオオカガキギクグケゲコゴサザシジスズセゼソゾタダチジツツズテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモヤヤユユヨヨラリルレロワワイエオンヴカケ'
            'アイウエオカケツヤユヨワイエオジズOLDOLD'
            '高崎崎崎辺辺浜浜斉斉斉斉沢広国国島島島島桜徳恵真瀬滝竜淵淵桑柳柳吉条曽荘将円栄蔵寿豊与万弥礼静仏仮伝来亜悪圧囲医為壱隠営衛駅塩縁'
            '艶応欧横奥温穏画会懐絵拡覚学岳楽勧巻寛歓観関巌顔帰気亀戯旧拠挙峡狭暁勲薫群径渓経蛍軽継鶏鶏芸欠倹剣剣剣剣圏検権献県険顕験厳恒黄鉱'
            '号黒済冊雑参桟蚕賛残糸歯児辞湿実舎写釈収従渋縦処緒叙焼称証状乗浄畳縄壌嬢譲醸触寝慎晋尽図粋酔穂随枢数声摂専戦浅潜繊践銭禅双壮捜挿'
            '争総聡装騒増属続体対帯滞台択単担団弾断遅昼虫鋳庁聴鎮逓鉄鉄点転党灯当独読届悩脳廃拝売麦発髪抜秘瓶払並変弁弁弁宝没翻槙毎満黙訳薬予'
            '余誉揺様謡頼乱覧両猟緑塁涙励霊齢暦歴恋錬炉労楼録湾禄遥尭晃桧薮篭萌凛穣富橋橋館峰船野郷郷村舗園杉松松昇昂郎鴎倶清青歩教既戸穎壺枡'
            '廼達迩間鶴鶴鶴餅闘麹秋秋熙熙曹瑶珍磯禰稲翠婿刈庵蕊蛎裏讃頬顛飲騨鴬竈祷焔痩砺蝋諌醤靭蝉掻莱蒋繍侠唖嚢渉内産彦哲哲体体亙埒宜写函呉'
            '器牆娯密尚奘遍戞勅朗柏浜汚澄熙耕皞碗穀荔菟庵蘇蛇袖逃鉄鎖駆鳧鹸和垂学養菩雑輒'));

-- How a name in Latin letters sounds, for who writes satou, satoh or sato, shinji or sinzi, homma or honma.
create function search_sound(folded text) returns text
    language sql immutable parallel safe
    return replace(regexp_replace(replace(replace(replace(replace(replace(replace(replace(
        regexp_replace(regexp_replace(regexp_replace(regexp_replace(folded,
            'O[OU]+', 'O', 'g'), 'OH(?![AIUEOY])', 'O', 'g'), '([AIU])\1+', '\1', 'g'), 'M(?=[BPM])', 'N', 'g'),
        'TCH', 'CCH'), 'CCH', 'TTY'), 'CH', 'TY'), 'SH', 'SY'), 'J', 'ZY'), 'TS', 'T'), 'F', 'H'), 'Y+', 'Y', 'g'), 'YI', 'I');

-- What a name may be looked for by: its parts, those of a double name too, all of it in both orders, how these sound, and a
-- kanji name from its second character on. The tag says of which programme it is and what of the access register.
create function search_name(tag text, family text, given text) returns setof text
    language plpgsql immutable parallel safe as $$
declare
    parts text[] := string_to_array(search_fold(family || ',' || given), ' ');
    whole text := array_to_string(parts, '');
    doubled text[] := string_to_array(search_fold(translate(family || ',' || given, '-‐–', ',,,')), ' ');
    turned text := replace(search_fold(given || family), ' ', '');
begin
    return query
    with word as (select unnest(parts || doubled || whole) as word
                  union select turned where turned ~ '^[A-Z]'
                  union select substr(whole, n) from generate_series(2, length(whole) - 1) n
                         where whole ~ '^[㐀-鿿豈-﫿\U00020000-\U0003ffff]')
    select tag || word from word where word <> ''
    union select tag || search_sound(word) from word where word <> '';
end;
$$;

-- A number is found by any four characters that follow one another.
create function search_number(tag text, number text) returns setof text
    language plpgsql immutable parallel safe as $$
begin
    return query select tag || substr(replace(number, '-', ''), n) from generate_series(1, length(replace(number, '-', '')) - 3) n;
end;
$$;

-- The keys of the index: how names begin, up to four characters; four characters of anything else.
create function search_starts(words text[]) returns text[]
    language sql immutable parallel safe
    return (select array_agg(distinct left(word, n + 2)) from unnest(words) word, generate_series(1, 4) n
             where n <= length(word) - 2 and (n = 4 or substr(word, 2, 1) in ('N', 'O')));

create table search_entry (
    case_number text primary key references case_file on delete cascade,
    received_at timestamptz not null,
    -- Every office whose people may open the case.
    offices     text[] not null,
    -- Each begins with the letter of the programme and with N for a name, O another name of the same person, B the date of
    -- birth, S the number of the case, C that of a card.
    words       text[] not null
);
-- Without a list of pending entries: cases are few beside searches, and a search should not pay for them.
create index search_entry_words on search_entry using gin (search_starts(words), offices) with (fastupdate = off);

create function search_enter(wanted text) returns void
    language plpgsql as $$
begin
    insert into search_entry (case_number, received_at, offices, words)
    select c.number, c.received_at,
           array_remove(array[c.mission_code, c.bureau_code, c.municipality_code, c.card_office_code], null),
           array(select search_name(p || 'N', a.family_name, a.given_name)
                 union select search_name(p || 'N', a.family_kana, a.given_kana)
                 union select search_name(p || 'N', a.family_latin, a.given_latin)
                 union select search_name(p || 'N', coalesce(r.kanji_name, ''), '')
                 union select p || 'B' || to_char(a.birth_date, 'YYYYMMDD')
                 union select search_number(p || 'S', c.number)
                 union select search_number(p || 'C', r.residence_card_number) where r.residence_card_number is not null
                 union select other.word from name_change n, lateral (
                         select search_name(p || 'O', n.before_family_name, n.before_given_name)
                         union select search_name(p || 'O', n.before_family_kana, n.before_given_kana)
                         union select search_name(p || 'O', n.before_family_latin, n.before_given_latin)
                         union select search_name(p || 'O', n.family_name, n.given_name)
                         union select search_name(p || 'O', n.family_kana, n.given_kana)
                         union select search_name(p || 'O', n.family_latin, n.given_latin)) other (word)
                        where n.case_number = c.number and n.decision is distinct from 'NOT_A_CHANGE')
      from case_file c
      join case_applicant a on a.case_number = c.number
      left join case_residence r on r.case_number = c.number
     cross join lateral (select left(c.number, 1)) programme (p)
     where c.number = wanted
    on conflict (case_number) do update set offices = excluded.offices, words = excluded.words;
end;
$$;

create function search_changed() returns trigger
    language plpgsql as $$
begin
    perform search_enter(to_jsonb(new) ->> tg_argv[0]);
    return null;
end;
$$;

create trigger search_offices after update of mission_code, bureau_code, municipality_code, card_office_code on case_file
    for each row execute function search_changed('number');
create trigger search_names after insert or update of family_name, given_name, family_kana, given_kana, family_latin, given_latin, birth_date
    on case_applicant for each row execute function search_changed('case_number');
create trigger search_card after insert or update of kanji_name, residence_card_number on case_residence
    for each row execute function search_changed('case_number');
create trigger search_other_names after insert or update of decision on name_change
    for each row execute function search_changed('case_number');

select count(search_enter(number)) from case_file;

-- What it takes the place of.
drop index case_applicant_name, case_applicant_kana, case_applicant_latin, case_applicant_latin_as_said, case_residence_kanji;
drop function name_key(text, text);
