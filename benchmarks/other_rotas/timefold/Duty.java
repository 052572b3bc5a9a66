import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** A person's day: when the shift starts, if there is one, and where in its window each break is. */
@PlanningEntity
public class Duty {
    @PlanningId public Integer id;
    public int person;
    public int day;

    @ValueRangeProvider(id = "starts")
    public List<Integer> choices;

    @PlanningVariable(valueRangeProviderRefs = "starts")
    public Integer start;

    @PlanningVariable(valueRangeProviderRefs = "positions")
    public Integer first;

    @PlanningVariable(valueRangeProviderRefs = "positions")
    public Integer second;

    @PlanningVariable(valueRangeProviderRefs = "positions")
    public Integer third;
}
