//! Those who look after people here. A use case that needs the right asks for the type.

use super::{
    Member,
    audit::{Deed, Line, Origin},
};
use crate::{Id, Role, Roles};

/// An organiser or an administrator, with the address they act from. Only [`Member::as_organiser`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organiser {
    member: Member,
    origin: Origin,
}

impl Organiser {
    /// The person.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The person's number.
    pub fn id(&self) -> Id<Member> {
        self.member.id
    }

    /// Where they act from.
    pub(crate) fn origin(&self) -> Origin {
        self.origin
    }

    /// A line of the audit log for what they do.
    pub(crate) fn line(&self, deed: Deed, subject: Option<Id<Member>>, detail: String) -> Line {
        Line { actor: Some(self.member.id), deed, subject, detail, origin: self.origin }
    }

    /// Whether they may also give and take the administrators' role.
    pub fn is_administrator(&self) -> bool {
        self.member.roles.contains(Role::Administrator)
    }

    /// Whether they may give and take all of these roles, and look after whoever has them.
    pub fn is_over(&self, roles: Roles) -> bool {
        roles.iter().all(|role| self.may_give(role))
    }

    /// Whether they may give that role, or take it: nobody makes themselves, or anybody, what they are not over.
    pub fn may_give(&self, role: Role) -> bool {
        role != Role::Administrator || self.is_administrator()
    }
}

impl Member {
    /// This person at the organisers' desk; `None` for whoever has no place there.
    pub fn as_organiser(&self, origin: Origin) -> Option<Organiser> {
        let roles = self.roles;
        let belongs = roles.contains(Role::Organiser) || roles.contains(Role::Administrator);
        belongs.then(|| Organiser { member: self.clone(), origin })
    }
}
