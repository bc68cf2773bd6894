package peer;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.rest.core.annotation.RestResource;

/** The observations. */
public interface Observations extends JpaRepository<Observation, String> {
  @RestResource(exported = false)
  List<Observation> findByAreaOrderByCode(String area, Limit limit);

  /** What Spring Data REST exposes as a search. A slice, for nobody asks how many there are. */
  @RestResource(path = "by-area")
  Slice<Observation> findByArea(String area, Pageable page);
}
