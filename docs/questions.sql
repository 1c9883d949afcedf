-- The twenty questions that the scorecard answers, each by one query. `company.` and `leaders.` say
-- which of the published files holds the answer:
--     attach 'published/company.duckdb' as company (read_only);
--     attach 'published/leaders.duckdb' as leaders (read_only);

-- 1. Do internal measures agree with what customers feel?
select scorecard.period_start, metrics.kind, metrics.name_en, scorecard.value, scorecard.unit,
    scorecard.signal
from company.scorecard
inner join company.metrics on scorecard.metric = metrics.metric
where scorecard.scope_kind = 'company' and scorecard.period_kind = 'month'
    and scorecard.metric in (
        'nps', 'csat', 'net_sentiment', 'first_reply_hours_median', 'solved_per_scheduled_hour',
        'schedule_adherence_pct'
    )
order by scorecard.period_start desc, metrics.kind, scorecard.metric;

-- 2. Is service on every scorecard of the organisation, at the level of sales or production?
select scope_kind, scope, metric, value, n, ci_low, ci_high, target, status
from company.scorecard
where period_kind = 'quarter' and metric in ('nps', 'answered_within_24h_pct', 'reopen_pct')
order by scope_kind, scope, metric, period_start desc;

-- 3. Is every week like Customer Service Week?
select metric, scope_kind, scope, target, weeks_met, weeks, met_pct, ci_low, ci_high, longest_run,
    customer_service_week_value, other_weeks_mean, customer_service_week_stands_out
from company.weekly_consistency
where availability is null
order by met_pct desc nulls last;

-- 4. Who are our service stars?
select quarter_start, agent_id, name, team, rank, best_rank, worst_rank, ranked_agents, score,
    score_low
from leaders.service_stars
where is_star
order by quarter_start desc, rank;

-- 5. Whom should a leader thank today?
select "at", agent_id, team, quote, praised, ticket_id
from leaders.outreach
where reached_out_on is null
order by unsolicited desc, "at" desc;

-- 6. What should leaders ask and act on when they sit with front-line staff?
select team, place, kind, item, n, per_100, open_tickets, trend, status, ticket_id, quote, question
from leaders.skip_level_briefs
order by team, place;

-- 7. Is service a career here?
select scope_kind, scope, period_start, headcount, tenure_years_median, promoted_within_service,
    promoted_out_of_service, attrition_pct, enps, enps_answers, hidden_reason
from leaders.careers
where period_kind = 'quarter' and is_complete
order by period_start desc, scope_kind, scope;

-- 8. Do leaders know how an ordinary customer is treated?
select place, ticket_id, outcome, channel, weight, step, "at", minutes_since_previous, event, detail,
    score
from leaders.listening_sample
where week_start = (select max(week_start) from leaders.listening_sample)
order by place, step;

-- 9. Which bad stories are about to spread?
select warning_id, kind, topic, scope_kind, scope, week, n, negatives, expected, upper_limit, ratio,
    hidden_reason
from company.early_warnings
where status <> 'over'
order by kind, ratio desc nulls last, warning_id;

-- 10. Every customer, every interaction, every time?
select metric, period_start, value, n, ci_low, ci_high, target, status
from company.scorecard
where scope_kind = 'company' and period_kind = 'quarter'
    and metric in ('kept_every_promise_pct', 'first_reply_hours_p95', 'survey_coverage_pct')
order by metric, period_start desc;

-- 11. Are 100 % of enquiries answered within 24 hours, and are tickets solved 10 % faster than before?
select metric, period_start, value, ci_low, ci_high, target, status
from company.scorecard
where scope_kind = 'company' and period_kind = 'quarter'
    and metric in ('answered_within_24h_pct', 'full_resolution_change_pct')
order by metric, period_start desc;

-- 12. What should be self-service?
select topic, candidate_rank, tickets_a_week, one_touch_pct, handling_minutes, upset_pct,
    minutes_saved_a_week
from company.self_service_candidates
where is_candidate
order by candidate_rank;

-- 13. Is our phone menu and hand-off chain built for us or for the customer?
select path, channel, tickets, full_resolution_hours_median, excess_hours, ease_score,
    repeat_contact_pct
from company.customer_paths
where is_broken
order by worst_rank;

-- 14. Do we turn a bad experience into a memorable one?
select period_start, recovery_pct, ci_low, ci_high, days_to_answer_median, let_down_promoters_pct,
    never_let_down_promoters_pct, difference_ci_low, difference_ci_high, paradox
from company.recovery
where scope_kind = 'company' and period_kind = 'quarter'
order by period_start;

-- 15. Do we keep digital natives?
select metric, generation, value, company_value, difference, standing
from company.generations
where period_kind = 'year'
order by metric, generation;

-- 16. Do we live our six service values?
select service_value, scope_kind, scope, period_start, n, praise, complaints, value_index, ci_low,
    ci_high, change, is_problem, fact, fact_value, fact_missing
from leaders.service_values
where is_problem
order by period_start desc, value_index, scope;

-- 17. Do customers give us ideas?
select idea, n, customers, first_seen, last_seen, languages, trend, status, hidden_reason
from company.ideas
where period_kind = 'all'
order by n desc nulls last, idea;

-- 18. Are front-line people overloaded?
select team, period_start, reasons, open_tickets_per_agent, contacts_per_scheduled_hour,
    overtime_minutes_per_scheduled_hour, after_hours_pct, balance_pct
from leaders.workload
where strained
order by period_start desc, team;

-- 19. How do the numbers change when we focus on people?
select metric, driver, status, weight_pct, weight_low, weight_high, direction, effect, effect_low,
    effect_high, n, r_squared
from company.drivers
order by metric, weight_pct desc nulls last, driver;

select group_kind, customer_group, currency, customers, repeat_pct, repeat_ci_low, repeat_ci_high,
    spend_per_customer, referrals_per_customer, contacts_per_customer
from leaders.customer_value
order by group_kind, currency, customer_group;

-- 20. Can I trust this number? `scorecard explain nps --scope "Helsinki Care" --period 2026-Q3` goes
-- from a figure to the rows behind it; these are the files.
select source, feed, file, sha256, rows_read, accepted, quarantined, duplicates, superseded
from leaders.reconciliation
order by source, file;
