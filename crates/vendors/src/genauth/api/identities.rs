//! Users' counterparts elsewhere: identities to log in with, and relations of synchronisation.

use poem_openapi::{OpenApi, param::Query};

use crate::{
    genauth::{
        auth::Caller,
        envelope::Reply,
        failure::Failure,
        ids::{self, UserIdType},
        record::{Record, new_id},
        wire::{
            DeleteUserSyncRelationReqDto, IdentityDto, IsSuccessDto, LinkIdentityDataDto,
            LinkIdentityDto, UserSyncRelationDto,
        },
    },
    kit::{Auth, JsonBody},
};

pub(in crate::genauth) struct Identities;

#[OpenApi]
impl Identities {
    /// Link an identity
    ///
    /// Binds an identity at another service to a user, who can be named by it from then on.
    #[oai(
        path = "/api/v3/link-identity",
        method = "post",
        operation_id = "UsersManagementController_linkIdentity"
    )]
    async fn link_identity(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<LinkIdentityDto>,
    ) -> Result<Reply<LinkIdentityDataDto>, Failure> {
        let user = caller
            .user(&ids::parse_one(UserIdType::UserId, &body.user_id)?)
            .await?;
        let mut record = Record::of(&user)?;
        let identities = record.user.identities.get_or_insert_default();
        // Inferred: binding what is bound already changes nothing.
        let bound = identities.iter().any(|known| {
            known.ext_idp_id == body.ext_idp_id && known.user_id_in_idp == body.user_id_in_idp
        });
        if !bound {
            identities.push(IdentityDto {
                identity_id: new_id(caller.directory.clock().now()),
                ext_idp_id: body.ext_idp_id,
                user_id_in_idp: body.user_id_in_idp,
                // Recorded: the kind where none is given.
                kind: body.kind.or_else(|| Some("generic".into())),
                ..IdentityDto::default()
            });
            caller.change(user, record).await?;
        }
        Ok(Reply(LinkIdentityDataDto::YES))
    }

    /// Get a user's identities
    ///
    /// Lists the user's identities at other services.
    #[oai(
        path = "/api/v3/get-user-identities",
        method = "get",
        operation_id = "UsersManagementController_getUserIdentities"
    )]
    async fn get_user_identities(
        &self,
        Auth(caller): Auth<Caller>,
        /// The user's id.
        #[oai(name = "userId")]
        user_id: Query<String>,
        /// Of which kind the id is; GenAuth's own where absent.
        #[oai(name = "userIdType")]
        user_id_type: Query<Option<UserIdType>>,
    ) -> Result<Reply<Vec<IdentityDto>>, Failure> {
        let named = ids::parse_one(user_id_type.0.unwrap_or_default(), &user_id.0)?;
        let record = Record::of(&caller.user(&named).await?)?;
        Ok(Reply(record.user.identities.unwrap_or_default()))
    }

    /// Get a user's sync relations
    ///
    /// Lists the user's counterparts in synchronisation sources.
    #[oai(
        path = "/api/v3/get-user-sync-relations",
        method = "get",
        operation_id = "UsersManagementController_getUserSyncRelations"
    )]
    async fn get_user_sync_relations(
        &self,
        Auth(caller): Auth<Caller>,
        /// The user's id.
        #[oai(name = "userId")]
        user_id: Query<String>,
        /// Of which kind the id is; GenAuth's own where absent.
        #[oai(name = "userIdType")]
        user_id_type: Query<Option<UserIdType>>,
    ) -> Result<Reply<Vec<UserSyncRelationDto>>, Failure> {
        let named = ids::parse_one(user_id_type.0.unwrap_or_default(), &user_id.0)?;
        let record = Record::of(&caller.user(&named).await?)?;
        Ok(Reply(record.sync_relations))
    }

    /// Delete a user's sync relations
    ///
    /// Forgets the user's counterparts in the synchronisation sources of one kind.
    #[oai(
        path = "/api/v3/delete-user-sync-relations",
        method = "post",
        operation_id = "UsersManagementController_deleteUserSyncRelations"
    )]
    async fn delete_user_sync_relations(
        &self,
        Auth(caller): Auth<Caller>,
        JsonBody(body): JsonBody<DeleteUserSyncRelationReqDto>,
    ) -> Result<Reply<IsSuccessDto>, Failure> {
        let named = ids::parse_one(body.user_id_type.unwrap_or_default(), &body.user_id)?;
        let user = caller.user(&named).await?;
        let mut record = Record::of(&user)?;
        record
            .sync_relations
            .retain(|relation| relation.provider != body.provider);
        caller.change(user, record).await?;
        Ok(Reply(IsSuccessDto::YES))
    }
}
