import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** Pool of a person who knows several, before (0) or after (1) the middle break of a day. */
@PlanningEntity
public class Station {
    @PlanningId public Integer id;
    public int person;
    public int day;
    public int half;

    @ValueRangeProvider(id = "pools")
    public List<Integer> choices;

    @PlanningVariable(valueRangeProviderRefs = "pools")
    public Integer pool;
}
