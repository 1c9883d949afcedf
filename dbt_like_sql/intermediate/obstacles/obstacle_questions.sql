select
    questions.obstacle,
    questions.place,
    questions.question
from (
    values
    ('waiting', 1, 'Whom or what do you wait for most often, and who could end that wait?'),
    ('resolution', 1, 'Which problems can you not solve today, and what would help?'),
    ('attitude', 1, 'When did the tone make your work harder, and what should we do?'),
    ('knowledge', 1, 'What did you have to look for last week that should have been at hand?'),
    ('phone_menu', 1, 'Which callers reach you by mistake, and what sends them to you?'),
    ('ease', 1, 'Which step of your work takes more effort than it should?'),
    ('price', 1, 'What about prices and refunds are you asked that you may not answer?'),
    ('product_fault', 1, 'Which fault do you explain again and again, and who should hear of it?'),
    ('delivery', 1, 'What about deliveries would you need to see or decide yourself?'),
    ('idea', 1, 'What would you change first, and what keeps us from doing it?'),
    ('threat_to_leave', 1, 'What would make you stay, and what makes you think of leaving?'),
    ('safety_or_legal', 1, 'What worries you enough that we should look at it this week?'),
    ('other', 1, 'What else stands in your way that we have no word for?'),
    ('overdue', 2, 'What made this ticket late, and what could I clear out of the way?'),
    ('reopened', 3, 'Why did this customer come back, and what would have settled it?'),
    ('bounced', 4, 'Why did this ticket wander, and where should it have gone at first?'),
    ('praise', 5, 'What did you do here, and how could others do the same?')
) as questions (obstacle, place, question)
