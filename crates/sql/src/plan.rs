//! How the database would run the statements that run most: for tests, which forbid scans and sorts,
//! and for whoever wonders why something is slow.

use domain::{Fault, RoomId, SearchQuery, UserId};

use crate::{
    Database,
    engine::{Arg, Column, Dialect, Sql, Table},
    log::{KNOWN, MARKERS, TARGETS},
    messages::{
        AROUND, CHANGED, NEWER, PAGE, SEARCH, SEARCH_EVERYWHERE, SEARCH_OWN_ROOMS, all_match,
        room_match,
    },
    rooms::{MEMBERSHIP, SEAT_IN, SEATS},
};

/// The plan of one statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What the statement is for.
    pub name: &'static str,
    /// The database's words, line by line.
    pub steps: Vec<String>,
}

impl Database {
    /// The plans of the hot statements, asked by `user` about `room` and `query`.
    pub async fn plans(
        &self,
        user: UserId,
        room: RoomId,
        query: &SearchQuery,
    ) -> Result<Vec<Plan>, Fault> {
        let (here, anywhere) = self.questions(room, query);
        let (user, room, far) = (
            Arg::Int(user.get()),
            Arg::Int(room.get()),
            Arg::Int(1 << 40),
        );
        let (here, anywhere) = (Arg::Text(&here), Arg::Text(&anywhere));
        let limit = Arg::Int(51);
        let reads: [(&'static str, &'static Sql, Vec<Arg<'_>>); 9] = [
            ("membership", &MEMBERSHIP, vec![user, room]),
            ("seat", &SEAT_IN, vec![user, room]),
            ("seats", &SEATS, vec![user]),
            ("page", &PAGE, vec![user, room, far, limit]),
            ("newer", &NEWER, vec![user, room, Arg::Int(0), limit]),
            (
                "around",
                &AROUND,
                vec![user, room, Arg::Int(1), limit, limit],
            ),
            (
                "changed since",
                &CHANGED,
                vec![user, room, Arg::Int(0), limit],
            ),
            ("search", &SEARCH, vec![user, room, here, far, limit]),
            (
                "search everywhere",
                &SEARCH_EVERYWHERE,
                vec![user, user, anywhere, far, limit],
            ),
        ];
        let own_rooms = (
            "search in own rooms",
            &*SEARCH_OWN_ROOMS,
            vec![user, user, anywhere, far, limit],
        );
        let only_here = matches!(self.store().dialect(), Dialect::Sqlite).then_some(own_rooms);
        let mut plans = Vec::new();
        for (name, sql, args) in reads.into_iter().chain(only_here) {
            let steps = self.store().explain(sql, &args).await;
            let steps = steps.map_err(|error| Fault::new("explain a statement", error))?;
            plans.push(Plan { name, steps });
        }
        plans.extend(self.writer_plans().await?);
        Ok(plans)
    }

    fn questions(&self, room: RoomId, query: &SearchQuery) -> (String, String) {
        match self.store().dialect() {
            Dialect::Sqlite => (
                room_match(room, query).unwrap_or_default(),
                all_match(query).unwrap_or_default(),
            ),
            Dialect::Postgres => (query.as_str().to_owned(), query.as_str().to_owned()),
        }
    }

    async fn writer_plans(&self) -> Result<Vec<Plan>, Fault> {
        let one = || Column::Int(vec![1]);
        let table = |columns: usize| Table(vec![one(); columns]);
        let ask = vec![
            one(),
            one(),
            Column::MaybeUuid(vec![None]),
            Column::MaybeInt(vec![None]),
        ];
        let writes: [(&'static str, &'static Sql, Vec<Table>); 3] = [
            ("opening", &KNOWN, vec![table(1), table(1), Table(ask)]),
            ("targets", &TARGETS, vec![table(2)]),
            ("markers", &MARKERS, vec![table(2)]),
        ];
        let mut plans = Vec::new();
        for (name, sql, input) in writes {
            let steps = self.store().explain_write(sql, input).await;
            let steps = steps.map_err(|error| Fault::new("explain a statement", error))?;
            plans.push(Plan { name, steps });
        }
        Ok(plans)
    }
}
