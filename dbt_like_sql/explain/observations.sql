-- What was observed behind a figure: tickets, answers, agents' days. A stock is what came and
-- hasn't gone by the end of the period.
select
    observations.subject as id,
    max(observations.observed_on) as observed_on
from metrics.observations
where
    observations.metric = $metric
    and observations.observed_on <= $last_day
    and ($is_stock or observations.observed_on >= $first_day)
    and $scope = case $scope_kind
        when 'company' then 'all'
        when 'business_unit' then observations.scopes.business_unit
        when 'team' then observations.scopes.team
        when 'country' then observations.scopes.country
        when 'channel' then observations.scopes.channel
        when 'product' then observations.scopes.product
        when 'segment' then observations.scopes.segment
        when 'generation' then observations.scopes.generation
        when 'language' then observations.scopes.language
    end
group by
    observations.subject,
    case when not $is_stock then observations.observed_on end
having not $is_stock or sum(observations.value) > 0
order by observations.subject, observed_on
