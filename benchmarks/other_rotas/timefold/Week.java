import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** Lengths of a person's shifts on the seven days: one of those that keep the hours. */
@PlanningEntity
public class Week {
    @PlanningId public Integer id;
    public int person;

    @ValueRangeProvider(id = "patterns")
    public List<Integer> choices;

    @PlanningVariable(valueRangeProviderRefs = "patterns")
    public Integer pattern;
}
