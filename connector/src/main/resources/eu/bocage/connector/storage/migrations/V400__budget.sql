-- What was spent of the privacy budgets; only ever goes up. Rho in millionths, delta in units of 1e-12.
CREATE TABLE budget_spent (
    unit_space VARCHAR(200) NOT NULL,
    period VARCHAR(100) NOT NULL,
    micro_rho BIGINT NOT NULL,
    pico_delta BIGINT NOT NULL,
    PRIMARY KEY (unit_space, period)
);

CREATE TABLE budget_spent_by_project (
    unit_space VARCHAR(200) NOT NULL,
    period VARCHAR(100) NOT NULL,
    project VARCHAR(100) NOT NULL,
    micro_rho BIGINT NOT NULL,
    pico_delta BIGINT NOT NULL,
    PRIMARY KEY (unit_space, period, project)
);

-- Charged questions of a project on a UTC day, as days since 1970.
CREATE TABLE budget_asked (
    unit_space VARCHAR(200) NOT NULL,
    period VARCHAR(100) NOT NULL,
    project VARCHAR(100) NOT NULL,
    utc_day BIGINT NOT NULL,
    questions INTEGER NOT NULL,
    PRIMARY KEY (unit_space, period, project, utc_day)
);
