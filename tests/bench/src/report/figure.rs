//! The figures, their units and what is to be reached.

use std::fmt;

use serde::Serialize;

/// In the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Figure {
    IdleServer,
    IdleConnected,
    IdleSubscribed,
    FanoutOne,
    FanoutOneServerCpu,
    FanoutOneGeneratorCpu,
    FanoutTen,
    FanoutTenServerCpu,
    FanoutTenGeneratorCpu,
    PacedP50,
    PacedP99,
    PacedP999,
    Sends,
    SendsP50,
    SendsP99,
    History,
    HistoryP99,
    RoomList,
    RoomListP99,
    SearchRoom,
    SearchRoomP99,
    SearchAll,
    SearchAllP99,
    Posts,
    PostsP99,
    /// Deliveries checked: added up, not compared.
    Checked,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    None,
    /// A share of the yardstick's figure.
    OfYardstick(f64),
    AtLeast(f64),
    AtMost(f64),
}

impl fmt::Display for Target {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::OfYardstick(share) => write!(formatter, ">= {share} of it"),
            Self::AtLeast(limit) => write!(formatter, ">= {limit}"),
            Self::AtMost(limit) => write!(formatter, "<= {limit}"),
        }
    }
}

impl Figure {
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::IdleServer => "idle server",
            Self::IdleConnected => "idle connection",
            Self::IdleSubscribed => "idle connection, subscribed",
            Self::FanoutOne => "fan-out, one in flight",
            Self::FanoutTen => "fan-out, many in flight",
            Self::FanoutOneServerCpu | Self::FanoutTenServerCpu => "  the server's CPU",
            Self::FanoutOneGeneratorCpu | Self::FanoutTenGeneratorCpu => "  the generator's CPU",
            Self::PacedP50 => "paced, p50",
            Self::PacedP99 => "paced, p99",
            Self::PacedP999 => "paced, p99.9",
            Self::Sends => "waiting senders",
            Self::SendsP50 => "  p50",
            Self::History => "history pages of 50",
            Self::RoomList => "room lists with unread",
            Self::SearchRoom => "searches of a room",
            Self::SearchAll => "searches everywhere",
            Self::Posts => "posts",
            Self::SendsP99
            | Self::HistoryP99
            | Self::RoomListP99
            | Self::SearchRoomP99
            | Self::SearchAllP99
            | Self::PostsP99 => "  p99",
            Self::Checked => "deliveries checked",
        }
    }

    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::IdleServer => "MB",
            Self::IdleConnected | Self::IdleSubscribed => "KiB",
            Self::FanoutOne | Self::FanoutTen => "deliveries/s",
            Self::FanoutOneServerCpu
            | Self::FanoutOneGeneratorCpu
            | Self::FanoutTenServerCpu
            | Self::FanoutTenGeneratorCpu => "us/delivery",
            Self::Sends | Self::Posts => "messages/s",
            Self::History | Self::RoomList | Self::SearchRoom | Self::SearchAll => "calls/s",
            Self::Checked => "",
            Self::PacedP50
            | Self::PacedP99
            | Self::PacedP999
            | Self::SendsP50
            | Self::SendsP99
            | Self::HistoryP99
            | Self::RoomListP99
            | Self::SearchRoomP99
            | Self::SearchAllP99
            | Self::PostsP99 => "ms",
        }
    }

    pub(crate) fn target(self) -> Target {
        match self {
            Self::IdleServer => Target::AtMost(40.0),
            Self::IdleConnected | Self::IdleSubscribed => Target::AtMost(16.0),
            Self::FanoutOne | Self::FanoutTen => Target::OfYardstick(0.7),
            Self::PacedP99 => Target::AtMost(5.0),
            Self::Sends => Target::AtLeast(8_000.0),
            Self::History | Self::Posts => Target::AtLeast(4_000.0),
            Self::RoomList => Target::AtLeast(6_000.0),
            Self::SearchRoom | Self::SearchAll => Target::AtLeast(2_000.0),
            Self::FanoutOneServerCpu
            | Self::FanoutOneGeneratorCpu
            | Self::FanoutTenServerCpu
            | Self::FanoutTenGeneratorCpu
            | Self::PacedP50
            | Self::PacedP999
            | Self::SendsP50
            | Self::SendsP99
            | Self::HistoryP99
            | Self::RoomListP99
            | Self::SearchRoomP99
            | Self::SearchAllP99
            | Self::PostsP99
            | Self::Checked => Target::None,
        }
    }
}
