-- One row per distinct text and declared language (und where none), by the version that scored it.
create table if not exists sentiment.comment_scores (
    text_hash varchar not null,
    declared_language varchar not null,
    version varchar not null,
    engine varchar not null,
    language varchar not null,
    mixed boolean not null,
    polarity double,
    subjectivity double,
    confidence double,
    label varchar not null,
    textblob_polarity double,
    textblob_subjectivity double,
    topics map (varchar, tinyint),
    "values" map (varchar, tinyint),
    primary key (text_hash, declared_language)
);
