-- One row per distinct text and language, with the scorer that scored it last.
create table if not exists sentiment.comment_scores (
    text_hash varchar not null,
    language varchar not null,
    engine varchar not null,
    polarity double,
    subjectivity double,
    label varchar not null,
    primary key (text_hash, language)
);
