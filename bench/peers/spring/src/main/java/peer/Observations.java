package peer;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

/** The observations. */
public interface Observations extends JpaRepository<Observation, String> {
  List<Observation> findByAreaOrderByCode(String area, Limit limit);
}
