/** Every pool's quarter-hours: who is on the phone, and what late and uncovered contacts cost. */
final class Cells {
    long hard;
    long soft;

    private final Facts facts = Rota.facts;
    private final int[] speedHere = new int[facts.pools * facts.intervals];
    private final int[] heads = new int[facts.pools * facts.intervals];
    private final int[] crowd = new int[facts.pools * facts.intervals];
    private final long[] cellCost = new long[facts.pools * facts.intervals];
    private final int[] loggedIn = new int[facts.queueCount * facts.intervals];
    private final long[] lateNow = new long[facts.queueCount * facts.intervals];
    private final long[] missed = new long[facts.queueCount * 7];

    Cells() {
        for (int cell = 0; cell < heads.length; cell++) {
            priceCell(cell);
        }
    }

    /** Put somebody on the phone in a pool's quarter-hour (1), or take them off (-1). */
    void put(int p, int pool, int t, int sign) {
        int cell = pool * facts.intervals + t;
        speedHere[cell] += sign * facts.speeds[p][pool];
        heads[cell] += sign;
        for (int queue : facts.queuesOf[p * facts.pools + pool]) {
            loggedIn[queue * facts.intervals + t] += sign;
        }
        priceCell(cell);
    }

    private void priceCell(int cell) {
        int pool = cell / facts.intervals;
        int t = cell % facts.intervals;
        if (facts.isOpen[t] == 0) {
            return;
        }
        int agents = facts.effectivePermille * speedHere[cell] / 100;
        int whole = Math.min(agents / 1000, facts.agentsMax);
        int part = whole == facts.agentsMax ? 0 : agents % 1000;
        long cost = 0;
        for (int queue : facts.poolQueues[pool]) {
            cost += priceQueue(queue, t, whole, part);
        }
        int over = Math.max(0, heads[cell] - facts.seats[pool]);
        hard += over - crowd[cell];
        crowd[cell] = over;
        soft += cost - cellCost[cell];
        cellCost[cell] = cost;
    }

    /** Price a queue's quarter-hour, and what it does to the floor of its day. */
    private long priceQueue(int queue, int t, int whole, int part) {
        int place = queue * facts.intervals + t;
        int[] curve = facts.late[facts.lateOf[place]];
        long late = ((long) curve[whole] * (1000 - part) + (long) curve[whole + 1] * part) / 1000;
        long priced = facts.latePrice[queue] * late;
        if (loggedIn[place] == 0) {
            late += facts.contacts[place];
            priced += (long) facts.uncoveredPrice[queue] * facts.contacts[place];
        }
        int floor = queue * 7 + t / Facts.DAY;
        long before = missed[floor];
        long now = before + late - lateNow[place];
        long allowed = facts.floorAllowed[floor];
        soft -= facts.floorPrice[queue] * Math.max(0, before - allowed) / 1000;
        soft += facts.floorPrice[queue] * Math.max(0, now - allowed) / 1000;
        missed[floor] = now;
        lateNow[place] = late;
        return priced / 1000;
    }
}
