import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * What does not change: rows of whole numbers by name, as benchmarks/timefold_facts.py writes them.
 *
 * <p>Prices are thousandths of a late contact, contacts and agents thousandths of one.
 */
final class Facts {
    static final int DAY = 96;

    private final Map<String, List<int[]>> rows = new LinkedHashMap<>();

    final int intervals;
    final int pools;
    final int queueCount;
    final int agentsMax;
    final int effectivePermille;
    final int[] isOpen;
    final int[] seats;
    final int[] contacts;
    final int[] lateOf;
    final int[] latePrice;
    final int[] uncoveredPrice;
    final int[] floorPrice;
    final int[] floorAllowed;
    final int[] patternsOf;
    final int[] valuesOf;
    final int[] middleBreak;
    final int[] unbrokenLimit;
    final int[] stretchCost;
    final int[] meetingLengths;
    final int[] unsocialMinutes;
    final int[] isEligible;
    final int[] eligible;
    final int[] carried;
    final int[] fairHours;
    final int[] workedStart;
    final int[][] poolQueues;
    final int[][] late;
    final int[][] poolsOf;
    final int[][] speeds;
    final int[][] queuesOf;
    final int[][] patterns;
    final int[][] values;
    final int[][] plans;
    final int[][] meetingsOf;
    final long fairHoursTotal;
    final int tierMinutes;
    final int unsocialPrice;
    final int restIntervals;
    final int steadyIntervals;
    final int backwardPrice;
    final int lateFrom;
    final int earlyTo;
    final int lateMost;

    Facts(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                StringTokenizer parts = new StringTokenizer(line, " ");
                String name = parts.nextToken();
                int[] row = new int[parts.countTokens()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = Integer.parseInt(parts.nextToken());
                }
                rows.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
            }
        }
        intervals = one("intervals");
        queueCount = one("queue_count");
        agentsMax = one("agents_max");
        effectivePermille = one("effective_permille");
        isOpen = row("is_open");
        seats = row("seats");
        contacts = row("contacts");
        lateOf = row("late_of");
        latePrice = row("late_price");
        uncoveredPrice = row("uncovered_price");
        floorPrice = row("floor_price");
        floorAllowed = row("floor_allowed");
        patternsOf = row("patterns_of");
        valuesOf = row("values_of");
        middleBreak = row("middle_break");
        unbrokenLimit = row("unbroken_limit");
        stretchCost = row("stretch_cost");
        meetingLengths = row("meeting_lengths");
        unsocialMinutes = row("unsocial_minutes");
        isEligible = row("is_eligible");
        eligible = row("eligible");
        carried = row("carried");
        fairHours = row("fair_hours");
        workedStart = row("worked_start");
        poolQueues = table("pool_queues");
        late = table("late");
        poolsOf = table("pools_of");
        speeds = table("speeds");
        queuesOf = table("queues_of");
        patterns = table("patterns");
        values = table("values");
        plans = table("plans");
        meetingsOf = table("meetings_of");
        pools = poolQueues.length;
        fairHoursTotal = one("fair_hours_total");
        tierMinutes = one("tier_minutes");
        unsocialPrice = one("unsocial_price");
        restIntervals = one("rest_intervals");
        steadyIntervals = one("steady_intervals");
        backwardPrice = one("backward_price");
        lateFrom = one("late_from");
        earlyTo = one("early_to");
        lateMost = one("late_most");
    }

    int people() {
        return poolsOf.length;
    }

    int[][] table(String name) {
        return rows.getOrDefault(name, List.of()).toArray(new int[0][]);
    }

    private int[] row(String name) {
        return rows.get(name).get(0);
    }

    private int one(String name) {
        return row(name)[0];
    }
}
