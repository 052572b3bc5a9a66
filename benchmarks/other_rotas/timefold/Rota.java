import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything together, as read from the facts' file. */
@PlanningSolution
public class Rota {
    static Facts facts;

    @ValueRangeProvider(id = "positions")
    public List<Integer> positions = List.of(0, 1, 2, 3, 4, 5, 6, 7);

    @PlanningEntityCollectionProperty public List<Week> weeks = new ArrayList<>();
    @PlanningEntityCollectionProperty public List<Duty> duties = new ArrayList<>();
    @PlanningEntityCollectionProperty public List<Station> stations = new ArrayList<>();
    @PlanningEntityCollectionProperty public List<Meeting> meetings = new ArrayList<>();
    @PlanningScore public HardSoftLongScore score;

    /** The start that the file gives. */
    static Rota given() {
        Rota rota = new Rota();
        for (int[] row : facts.table("week")) {
            Week week = new Week();
            week.id = rota.weeks.size();
            week.person = row[0];
            week.pattern = row[1];
            week.choices = new ArrayList<>();
            for (int n = 0; n < row[2]; n++) {
                week.choices.add(n);
            }
            rota.weeks.add(week);
        }
        for (int[] row : facts.table("duty")) {
            Duty duty = new Duty();
            duty.id = rota.duties.size();
            duty.person = row[0];
            duty.day = row[1];
            duty.start = row[2];
            duty.first = 3;
            duty.second = 3;
            duty.third = 3;
            duty.choices = rest(row, 3);
            rota.duties.add(duty);
        }
        for (int[] row : facts.table("station")) {
            Station station = new Station();
            station.id = rota.stations.size();
            station.person = row[0];
            station.day = row[1];
            station.half = row[2];
            station.pool = 0;
            station.choices = rest(row, 3);
            rota.stations.add(station);
        }
        int[][] people = facts.table("meeting_people");
        for (int[] row : facts.table("meeting")) {
            Meeting meeting = new Meeting();
            meeting.id = rota.meetings.size();
            meeting.people = people[meeting.id];
            meeting.start = row[0];
            meeting.choices = rest(row, 1);
            rota.meetings.add(meeting);
        }
        return rota;
    }

    private static List<Integer> rest(int[] row, int from) {
        return new ArrayList<>(Arrays.stream(row).skip(from).boxed().toList());
    }
}
