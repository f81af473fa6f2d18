//! Times as RFC 3339 UTC with microseconds and `Z`.

use domain::Timestamp;
use serde::{Serialize, Serializer};
use time::OffsetDateTime;
use utoipa::ToSchema;

/// A point in time, written `2026-01-31T12:00:00.000000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-01-31T12:00:00.000000Z")]
pub struct Time(Timestamp);

impl From<Timestamp> for Time {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut buffer = *b"0000-00-00T00:00:00.000000Z";
        write(self.0, &mut buffer);
        serializer.serialize_str(std::str::from_utf8(&buffer).unwrap_or_default())
    }
}

/// Digits are written by hand because a page of history holds hundreds of times.
fn write(at: Timestamp, buffer: &mut [u8; 27]) {
    let nanos = i128::from(at.micros()) * 1_000;
    let at = OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (year, month, day) = at.to_calendar_date();
    let parts = [
        (0, 4, u32::try_from(year).unwrap_or(0)),
        (5, 2, u32::from(u8::from(month))),
        (8, 2, u32::from(day)),
        (11, 2, u32::from(at.hour())),
        (14, 2, u32::from(at.minute())),
        (17, 2, u32::from(at.second())),
        (20, 6, at.microsecond()),
    ];
    for (start, width, value) in parts {
        digits(buffer, start, width, value);
    }
}

fn digits(buffer: &mut [u8; 27], start: usize, width: usize, mut value: u32) {
    for place in buffer.iter_mut().skip(start).take(width).rev() {
        *place = b'0' + u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
    }
}
