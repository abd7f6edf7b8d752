-- Officers find a case by its holder's name. What was stated stays as stated; only the key by which it is found forgets
-- spaces, points and marks, the width of letters, capitals, and whether kana are hiragana or katakana.
create function name_key(family text, given text) returns text
    language sql immutable parallel safe
    return upper(translate(regexp_replace(normalize(family || given, nfkc), '[[:space:][:punct:]・’‐]', '', 'g'),
        'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔ',
        'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴ'));

create index case_applicant_name on case_applicant (name_key(family_name, given_name) text_pattern_ops);
create index case_applicant_kana on case_applicant (name_key(family_kana, given_kana) text_pattern_ops);
create index case_applicant_latin on case_applicant (name_key(family_latin, given_latin) text_pattern_ops);
create index case_applicant_latin_as_said on case_applicant (name_key(given_latin, family_latin) text_pattern_ops);
create index case_residence_kanji on case_residence (name_key(kanji_name, '') text_pattern_ops);
