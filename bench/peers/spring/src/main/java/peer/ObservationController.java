package peer;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pages by area, and items. */
@RestController
class ObservationController {
  private final Observations observations;

  ObservationController(Observations observations) {
    this.observations = observations;
  }

  /** One row more than asked for tells whether a page follows. */
  @GetMapping("/v1/observations")
  Page list(@RequestParam String area, @RequestParam int limit) {
    var found = observations.findByAreaOrderByCode(area, Limit.of(limit + 1));
    return found.size() > limit
        ? new Page(found.subList(0, limit), found.get(limit - 1).code)
        : new Page(found, null);
  }

  @GetMapping("/v1/observations/{code}")
  ResponseEntity<Observation> item(@PathVariable String code) {
    return ResponseEntity.of(observations.findById(code));
  }

  record Page(List<Observation> items, String next) {}
}
