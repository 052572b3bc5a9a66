import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;

/** Breaches of hard rules and the price of all else, kept up to date from change to change. */
public class RotaScore implements IncrementalScoreCalculator<Rota, HardSoftLongScore> {
    private static final int DAY = Facts.DAY;

    private final Facts facts = Rota.facts;
    private final int[] awayFrom = new int[16];
    private final int[] awayTo = new int[16];
    private int[][] lengths;
    private int[][] starts;
    private int[][] rests;
    private int[][] stations;
    private int[] meetingStarts;
    private int[] unsocial;
    private long unsocialTotal;
    private long[] personHard;
    private long[] personSoft;
    private Cells cells;
    private long hard;
    private long soft;
    private long fairness;
    private boolean fairnessIsOld;

    @Override
    public void resetWorkingSolution(Rota rota) {
        int people = facts.people();
        cells = new Cells();
        lengths = new int[people][7];
        starts = new int[people][7];
        rests = new int[people][21];
        stations = new int[people][14];
        meetingStarts = rota.meetings.stream().mapToInt(meeting -> meeting.start).toArray();
        unsocial = facts.carried.clone();
        unsocialTotal = 0;
        for (int p : facts.eligible) {
            unsocialTotal += unsocial[p];
        }
        personHard = new long[people];
        personSoft = new long[people];
        hard = 0;
        soft = 0;
        fairnessIsOld = true;
        rota.weeks.forEach(this::take);
        rota.duties.forEach(this::take);
        rota.stations.forEach(this::take);
        for (int p = 0; p < people; p++) {
            for (int d = 0; d < 7; d++) {
                putDay(p, d, 1);
            }
            putPerson(p);
        }
    }

    private void take(Week week) {
        int[] chosen = facts.patterns[facts.patternsOf[week.person] + week.pattern];
        System.arraycopy(chosen, 0, lengths[week.person], 0, 7);
    }

    private void take(Duty duty) {
        starts[duty.person][duty.day] = duty.start;
        int[] mine = rests[duty.person];
        mine[3 * duty.day] = duty.first;
        mine[3 * duty.day + 1] = duty.second;
        mine[3 * duty.day + 2] = duty.third;
    }

    private void take(Station station) {
        stations[station.person][2 * station.day + station.half] = station.pool;
    }

    /** Put a person's day in (1), or take it out (-1). */
    private void putDay(int p, int d, int sign) {
        int length = lengths[p][d];
        if (length == 0) {
            for (int m : facts.meetingsOf[p]) {
                if (meetingStarts[m] / DAY == d) {
                    hard += sign;
                }
            }
            return;
        }
        int start = starts[p][d];
        int value = facts.values[facts.valuesOf[7 * p + d]][start / 2 * 24 + length / 2];
        if (value < 0) {
            hard += 5 * sign;
        } else {
            soft += sign * value;
        }
        int minutes = facts.unsocialMinutes[(d * DAY + start) * DAY + length];
        if (minutes > 0 && facts.isEligible[p] > 0) {
            unsocial[p] += sign * minutes;
            unsocialTotal += sign * minutes;
            fairnessIsOld = true;
        }
        int begin = d * DAY + start;
        int end = Math.min(begin + length, facts.intervals);
        int[] plan = facts.plans[length];
        int breaks = plan.length / 3;
        int middle = begin;
        for (int k = 0; k < breaks; k++) {
            int reach = plan[3 * k + 2] - plan[3 * k + 1];
            awayFrom[k] = begin + plan[3 * k + 1] + Math.min(rests[p][3 * d + k], reach);
            awayTo[k] = awayFrom[k] + plan[3 * k];
            if (k == facts.middleBreak[length]) {
                middle = awayFrom[k];
            }
        }
        int away = putMeetings(p, d, begin, end, breaks, sign);
        int before = facts.poolsOf[p][stations[p][2 * d]];
        int after = facts.poolsOf[p][stations[p][2 * d + 1]];
        int stretch = 0;
        int unbroken = 0;
        for (int t = begin; t < end; ) {
            int at = -1;
            for (int k = 0; k < away; k++) {
                if (awayFrom[k] <= t && t < awayTo[k]) {
                    at = k;
                }
            }
            if (at < 0) {
                cells.put(p, t < middle ? before : after, t, sign);
                stretch++;
                unbroken++;
                t++;
                continue;
            }
            soft += sign * facts.stretchCost[stretch];
            stretch = 0;
            if (at < breaks) {
                hard += unbroken > facts.unbrokenLimit[p] ? sign : 0;
                unbroken = 0;
            } else {
                unbroken += awayTo[at] - t;
            }
            t = awayTo[at];
        }
        soft += sign * facts.stretchCost[stretch];
        hard += unbroken > facts.unbrokenLimit[p] ? sign : 0;
    }

    private int putMeetings(int p, int d, int begin, int end, int breaks, int sign) {
        int away = breaks;
        for (int m : facts.meetingsOf[p]) {
            int at = meetingStarts[m];
            int until = at + facts.meetingLengths[m];
            if (at / DAY != d) {
                continue;
            }
            if (at < begin || until > end) {
                hard += sign;
                continue;
            }
            for (int k = 0; k < away; k++) {
                hard += at < awayTo[k] && awayFrom[k] < until ? sign : 0;
            }
            awayFrom[away] = at;
            awayTo[away] = until;
            away++;
        }
        return away;
    }

    /** Price what relates one day to the next, in the place of what stood before. */
    private void putPerson(int p) {
        long broken = 0;
        long cost = 0;
        int late = 0;
        int beforeDay = -1;
        int beforeStart = facts.workedStart[p];
        int beforeEnd = -7 * DAY; // the rest after last week is among what a start admits
        for (int d = 0; d < 7; d++) {
            if (lengths[p][d] == 0) {
                continue;
            }
            int start = starts[p][d];
            late += start >= facts.lateFrom ? 1 : 0;
            broken += d * DAY + start - beforeEnd < facts.restIntervals ? 1 : 0;
            if (d == beforeDay + 1 && beforeStart >= 0) {
                int earlier = Math.max(0, beforeStart - start - facts.steadyIntervals);
                cost += (long) facts.backwardPrice * earlier;
                broken += beforeStart >= facts.lateFrom && start < facts.earlyTo ? 1 : 0;
            }
            beforeDay = d;
            beforeStart = start;
            beforeEnd = d * DAY + start + lengths[p][d];
        }
        broken += Math.max(0, late - facts.lateMost);
        hard += broken - personHard[p];
        soft += cost - personSoft[p];
        personHard[p] = broken;
        personSoft[p] = cost;
    }

    private void priceFairness() {
        long tier = facts.tierMinutes;
        long cost = 0;
        for (int p : facts.eligible) {
            long above = unsocial[p] - unsocialTotal * facts.fairHours[p] / facts.fairHoursTotal;
            if (above > 0) {
                cost += Math.min(above, tier);
                cost += 2 * Math.min(Math.max(above - tier, 0), tier);
                cost += 4 * Math.max(above - 2 * tier, 0);
            }
        }
        fairness = facts.unsocialPrice * cost / 60;
        fairnessIsOld = false;
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        if (entity instanceof Duty duty) {
            putDay(duty.person, duty.day, -1);
        } else if (entity instanceof Station station) {
            putDay(station.person, station.day, -1);
        } else if (entity instanceof Week week) {
            for (int d = 0; d < 7; d++) {
                putDay(week.person, d, -1);
            }
        }
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        if (entity instanceof Duty duty) {
            take(duty);
            putDay(duty.person, duty.day, 1);
            putPerson(duty.person);
        } else if (entity instanceof Station station) {
            take(station);
            putDay(station.person, station.day, 1);
        } else if (entity instanceof Week week) {
            take(week);
            for (int d = 0; d < 7; d++) {
                putDay(week.person, d, 1);
            }
            putPerson(week.person);
        } else if (entity instanceof Meeting meeting) {
            move(meeting);
        }
    }

    private void move(Meeting meeting) {
        int old = meetingStarts[meeting.id] / DAY;
        int now = meeting.start / DAY;
        for (int sign = -1; sign <= 1; sign += 2) {
            for (int p : meeting.people) {
                putDay(p, old, sign);
                if (now != old) {
                    putDay(p, now, sign);
                }
            }
            meetingStarts[meeting.id] = meeting.start;
        }
    }

    @Override
    public HardSoftLongScore calculateScore() {
        if (fairnessIsOld) {
            priceFairness();
        }
        return HardSoftLongScore.of(-hard - cells.hard, -soft - cells.soft - fairness);
    }

    @Override
    public void beforeEntityAdded(Object entity) {}

    @Override
    public void afterEntityAdded(Object entity) {}

    @Override
    public void beforeEntityRemoved(Object entity) {}

    @Override
    public void afterEntityRemoved(Object entity) {}
}
