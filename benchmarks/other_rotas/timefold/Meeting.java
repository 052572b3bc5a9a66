import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** A meeting off the phone whose time is to be chosen. */
@PlanningEntity
public class Meeting {
    @PlanningId public Integer id;
    public int[] people;

    @ValueRangeProvider(id = "times")
    public List<Integer> choices;

    @PlanningVariable(valueRangeProviderRefs = "times")
    public Integer start;
}
