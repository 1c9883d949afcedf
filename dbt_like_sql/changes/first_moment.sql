-- Where the business clocks begin to count; what was counted from elsewhere can't be compared.
select min(begins) as begins
from intermediate.business_clock
